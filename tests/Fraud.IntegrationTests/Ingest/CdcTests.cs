using System.Text.Json;
using Fraud.Contracts;
using Fraud.Ingest.Cdc;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

[Collection(IngestLog.Collection)]
public sealed class CdcTests(IngestLog log, PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Rows_that_are_there_come_first_and_changes_follow()
    {
        await ExecuteAsync("create table plain (id int primary key, name text); insert into plain values (1, 'a'), (2, 'b')");
        await using var connector = Connect("plain");
        await RunningConnector.RecordsAsync(log.Kafka, "plain", 2);
        await ExecuteAsync("insert into plain values (3, 'c'); update plain set name = 'B' where id = 2; delete from plain where id = 1");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "plain", 6);

        Assert.Equal(
            [
                """{"id":1} r null {"id":1,"name":"a"}""",
                """{"id":2} r null {"id":2,"name":"b"}""",
                """{"id":3} c null {"id":3,"name":"c"}""",
                """{"id":2} u null {"id":2,"name":"B"}""",
                """{"id":1} d {"id":1,"name":null} null""",
                """{"id":1} tombstone""",
            ],
            records.Select(RunningConnector.Summary));
    }

    [Fact]
    public async Task Replica_identity_full_gives_the_old_row_and_source_says_where_a_change_is_from()
    {
        await ExecuteAsync("create table accounts_full (account_id text primary key, home_country text); alter table accounts_full replica identity full");
        await using var connector = Connect("accounts_full");
        await StreamsAsync("accounts_full");
        await ExecuteAsync("insert into accounts_full values ('a1', 'DE')");
        await ExecuteAsync("update accounts_full set home_country = 'FR'");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "accounts_full", 2);

        Assert.Equal(
            """{"account_id":"a1"} u {"account_id":"a1","home_country":"DE"} {"account_id":"a1","home_country":"FR"}""",
            RunningConnector.Summary(records[1]));
        var changes = records.Select(r => JsonDocument.Parse(r.Message.Value).RootElement.GetProperty("source")).ToList();
        Assert.Equal(("public", "accounts_full", "false"), (Text(changes[0], "schema"), Text(changes[0], "table"), Text(changes[0], "snapshot")));
        Assert.True(changes[0].GetProperty("lsn").GetInt64() < changes[1].GetProperty("lsn").GetInt64());
        Assert.NotEqual(changes[0].GetProperty("txId").GetInt64(), changes[1].GetProperty("txId").GetInt64());
        Assert.InRange(changes[1].GetProperty("ts_ms").GetInt64(), 1_700_000_000_000, 5_000_000_000_000);
        Assert.True(RowChangeDecoder.TryDecode(records[1].Message.Value, out var change, out _));
        Assert.Equal(("accounts_full", RowOperation.Update, "DE"), (change!.Table, change.Operation, change.Before!.Value.GetProperty("home_country").GetString()));
    }

    [Fact]
    public async Task A_changed_key_is_a_deletion_and_a_creation_that_point_at_each_other()
    {
        await ExecuteAsync("create table moved (id int primary key, name text); insert into moved values (1, 'a')");
        await using var connector = Connect("moved");
        await RunningConnector.RecordsAsync(log.Kafka, "moved", 1);
        await ExecuteAsync("update moved set id = 7");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "moved", 4);

        Assert.Equal(
            ["""{"id":1} d {"id":1,"name":null} null""", """{"id":1} tombstone""", """{"id":7} c null {"id":7,"name":"a"}"""],
            records.Skip(1).Select(RunningConnector.Summary));
        Assert.Equal("""{"id":7}""", RunningConnector.Text(records[1].Message.Headers.GetLastBytes("__debezium.newkey")));
        Assert.Equal("""{"id":7}""", RunningConnector.Text(records[2].Message.Headers.GetLastBytes("__debezium.newkey")));
        Assert.Equal("""{"id":1}""", RunningConnector.Text(records[3].Message.Headers.GetLastBytes("__debezium.oldkey")));
    }

    [Fact]
    public async Task A_large_value_that_did_not_change_is_taken_from_the_old_row_or_marked_unavailable()
    {
        await ExecuteAsync(
            """
            create table toast_full (id int primary key, n int, big text); alter table toast_full replica identity full;
            create table toast_default (id int primary key, n int, big text);
            alter table toast_full alter big set storage external; alter table toast_default alter big set storage external;
            insert into toast_full values (1, 1, repeat('x', 20000)); insert into toast_default values (1, 1, repeat('x', 20000))
            """);
        await using var connector = Connect("toast_full", "toast_default");
        await RunningConnector.RecordsAsync(log.Kafka, "toast_default", 1);
        await ExecuteAsync("update toast_full set n = 2; update toast_default set n = 2");

        var full = (await RunningConnector.RecordsAsync(log.Kafka, "toast_full", 2))[1];
        var byDefault = (await RunningConnector.RecordsAsync(log.Kafka, "toast_default", 2))[1];

        Assert.Equal(new string('x', 20000), Text(JsonDocument.Parse(full.Message.Value).RootElement.GetProperty("after"), "big"));
        Assert.Equal("__debezium_unavailable_value", Text(JsonDocument.Parse(byDefault.Message.Value).RootElement.GetProperty("after"), "big"));
    }

    [Fact]
    public async Task Changing_columns_are_followed_within_a_transaction()
    {
        await ExecuteAsync("create table altered (id int primary key); insert into altered values (1)");
        await using var connector = Connect("altered");
        await RunningConnector.RecordsAsync(log.Kafka, "altered", 1);
        await ExecuteAsync("begin; insert into altered values (2); alter table altered add name text; insert into altered values (3, 'c'); commit");
        await ExecuteAsync("alter table altered alter name type int using 7; alter table altered rename name to number; update altered set number = 8 where id = 3");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "altered", 4);

        Assert.Equal(
            [
                """{"id":2} c null {"id":2}""",
                """{"id":3} c null {"id":3,"name":"c"}""",
                """{"id":3} u null {"id":3,"number":8}""",
            ],
            records.Skip(1).Select(RunningConnector.Summary));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Truncating_is_an_event_where_that_is_asked_for(bool truncates)
    {
        var table = truncates ? "truncated" : "emptied";
        await ExecuteAsync($"create table {table} (id int primary key); insert into {table} values (1)");
        await using var connector = new RunningConnector(Options(table) with { Truncates = truncates });
        await StreamsAsync(table);
        await ExecuteAsync($"truncate {table}; insert into {table} values (2)");

        var records = await RunningConnector.RecordsAsync(log.Kafka, table, truncates ? 3 : 2);

        string[] expected = truncates ? ["(null) t null null", """{"id":2} c null {"id":2}"""] : ["""{"id":2} c null {"id":2}"""];
        Assert.Equal(expected, records.Skip(1).Select(RunningConnector.Summary));
    }

    [Fact]
    public async Task A_lost_slot_is_a_fault_until_the_operator_asks_for_a_new_snapshot()
    {
        await ExecuteAsync("create table lost (id int primary key); insert into lost values (1)");
        await using (Connect("lost"))
            await StreamsAsync("lost");
        await ExecuteAsync("select pg_drop_replication_slot('cdc_lost'); delete from lost; insert into lost values (2)");

        await using (var connector = Connect("lost"))
        {
            var fault = await Assert.ThrowsAsync<CdcException>(() => connector.Running.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Contains("--snapshot", fault.Message, StringComparison.Ordinal);
        }

        await using var again = new RunningConnector(Options("lost"), snapshotAgain: true);
        var records = await RunningConnector.RecordsAsync(log.Kafka, "lost", 3);
        Assert.Equal(["""{"id":1} r null {"id":1}""", "(null) t null null", """{"id":2} r null {"id":2}"""], records.Select(RunningConnector.Summary));
    }

    [Fact]
    public async Task A_table_made_later_is_waited_for()
    {
        await using var connector = Connect("later");
        await ExecuteAsync("create table later (id int primary key); insert into later values (1)");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "later", 1);

        Assert.Single(records);
    }

    [Fact]
    public async Task An_idle_table_does_not_hold_the_sources_log_back()
    {
        await ExecuteAsync("create table idle (id int primary key); create table busy (id int)");
        await using var connector = new RunningConnector(Options("idle") with { HeartbeatInterval = TimeSpan.FromMilliseconds(100) });
        await StreamsAsync("idle");
        await ExecuteAsync("insert into busy select generate_series(1, 1000)");

        await Eventually.UntilAsync(async () =>
            await ScalarAsync("select confirmed_flush_lsn >= pg_current_wal_insert_lsn() - 1000 from pg_replication_slots where slot_name = 'cdc_idle'") is true);
    }

    private RunningConnector Connect(params string[] tables) => new(Options(tables));

    private CdcOptions Options(params string[] tables) => RunningConnector.Options(postgres.ConnectionString, log.Kafka, tables);

    private Task ExecuteAsync(string sql) => RunningConnector.ExecuteAsync(postgres.ConnectionString, sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits until the snapshot is over and the stream runs: a slot is active while it is being made, too.</summary>
    private Task StreamsAsync(string table) => Eventually.UntilAsync(async () =>
        await ScalarAsync(
            $"""
            select exists (select from pg_replication_slots s join pg_stat_replication r on r.pid = s.active_pid
                           where s.slot_name = 'cdc_{table}' and r.state = 'streaming')
            """) is true);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
