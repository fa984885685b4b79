using System.Globalization;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Ingest.Cdc;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>Events as Debezium 3 writes them by default, and the places where this connector differs (Cdc/README.md).</summary>
[Collection(IngestLog.Collection)]
public sealed class CdcEventTests(IngestLog log, PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_source_says_where_an_event_is_from()
    {
        await ExecuteAsync("create table sourced (id int primary key); insert into sourced values (1)");
        await using var connector = Connect("sourced");
        await RunningConnector.RecordsAsync(log.Kafka, "sourced", 1);
        await ExecuteAsync("insert into sourced values (2)");
        await ExecuteAsync("insert into sourced values (3), (4)");

        var events = (await RunningConnector.RecordsAsync(log.Kafka, "sourced", 4)).Select(r => JsonDocument.Parse(r.Message.Value).RootElement).ToList();

        Assert.All(events, e => Assert.Equal(
            ["before", "after", "source", "transaction", "op", "ts_ms", "ts_us", "ts_ns"], e.EnumerateObject().Select(p => p.Name)));
        Assert.All(events, e => Assert.Equal(JsonValueKind.Null, e.GetProperty("transaction").ValueKind));
        var sources = events.ConvertAll(e => e.GetProperty("source"));
        Assert.All(sources, s => Assert.Equal(
            [
                "version", "connector", "name", "ts_ms", "snapshot", "db", "sequence", "ts_us", "ts_ns", "schema", "table", "txId", "lsn", "xmin",
                "origin", "origin_lsn",
            ],
            s.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(["last", "false", "false", "false"], sources.Select(s => s.GetProperty("snapshot").GetString()));
        Assert.Equal($"[null,\"{Lsn(sources[0])}\"]", sources[0].GetProperty("sequence").GetString());
        // The first part is the end of the transaction before, the same for all changes of one; the second the change's own place.
        var commits = sources.Skip(2).Select(s => JsonSerializer.Deserialize<string[]>(s.GetProperty("sequence").GetString()!)!).ToList();
        Assert.Equal(commits[0][0], commits[1][0]);
        Assert.All(commits, c => Assert.InRange(ulong.Parse(c[0], CultureInfo.InvariantCulture), Lsn(sources[1]) + 1, Lsn(sources[2])));
        Assert.All(sources, s => Assert.Equal(s.GetProperty("ts_ms").GetInt64(), s.GetProperty("ts_us").GetInt64() / 1000));
        Assert.All(sources, s => Assert.Equal(s.GetProperty("ts_us").GetInt64() * 1000, s.GetProperty("ts_ns").GetInt64()));
        Assert.True(Lsn(sources[1]) < Lsn(sources[2]) && Lsn(sources[2]) < Lsn(sources[3]));
    }

    [Fact]
    public async Task Rows_of_the_snapshot_say_which_is_the_first_and_last_of_their_table_and_of_all()
    {
        await ExecuteAsync(
            """
            create table marks_a (id int primary key); insert into marks_a select generate_series(1, 3);
            create table marks_b (id int primary key); insert into marks_b select generate_series(1, 3);
            create table marks_c (id int primary key)
            """);
        await using var connector = Connect("marks_a", "marks_b", "marks_c");

        var first = await RunningConnector.RecordsAsync(log.Kafka, "marks_a", 3);
        var second = await RunningConnector.RecordsAsync(log.Kafka, "marks_b", 3);

        Assert.Equal(["first", "true", "last_in_data_collection"], first.Select(Mark));
        Assert.Equal(["first_in_data_collection", "true", "last"], second.Select(Mark));
    }

    [Fact]
    public async Task A_table_without_a_key_has_records_without_a_key_and_one_with_a_unique_index_has_that()
    {
        await ExecuteAsync(
            """
            create table keyless (a int, b text); alter table keyless replica identity full; insert into keyless values (1, 'x');
            create table indexed (b text not null, a int not null, c int); create unique index on indexed (a, b); alter table indexed replica identity full
            """);
        await using var connector = Connect("keyless", "indexed");
        await RunningConnector.RecordsAsync(log.Kafka, "keyless", 1);
        await ExecuteAsync("update keyless set a = 2; delete from keyless; insert into indexed values ('k', 7, 1)");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "keyless", 4);
        var keyed = await RunningConnector.RecordsAsync(log.Kafka, "indexed", 1);

        Assert.Equal(
            [
                """(null) r null {"a":1,"b":"x"}""",
                """(null) u {"a":1,"b":"x"} {"a":2,"b":"x"}""",
                """(null) d {"a":2,"b":"x"} null""",
                "(null) tombstone",
            ],
            records.Select(RunningConnector.Summary));
        Assert.Equal("""{"a":7,"b":"k"} c null {"b":"k","a":7,"c":1}""", RunningConnector.Summary(keyed[0]));
    }

    [Fact]
    public async Task A_partitioned_table_is_one_table()
    {
        await ExecuteAsync(
            """
            create table parted (id int, name text, primary key (id)) partition by range (id);
            create table parted_low partition of parted for values from (0) to (10); create table parted_high partition of parted for values from (10) to (20);
            insert into parted values (1, 'a')
            """);
        await using var connector = Connect("parted");
        await RunningConnector.RecordsAsync(log.Kafka, "parted", 1);
        await ExecuteAsync("insert into parted values (11, 'b'); update parted set id = 12 where id = 1; update parted set name = 'c' where id = 11");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "parted", 6);

        Assert.Equal(
            [
                """{"id":1} r null {"id":1,"name":"a"}""",
                """{"id":11} c null {"id":11,"name":"b"}""",
                """{"id":1} d {"id":1,"name":null} null""",
                """{"id":1} tombstone""",
                """{"id":12} c null {"id":12,"name":"a"}""",
                """{"id":11} u null {"id":11,"name":"c"}""",
            ],
            records.Select(RunningConnector.Summary));
    }

    [Fact]
    public async Task A_renamed_table_loses_nothing()
    {
        await ExecuteAsync("create table before_name (id int primary key); insert into before_name values (1)");
        await using (Connect("before_name"))
        {
            await RunningConnector.RecordsAsync(log.Kafka, "before_name", 1);
            await ExecuteAsync("alter table before_name rename to after_name; insert into after_name values (2)");
            var records = await RunningConnector.RecordsAsync(log.Kafka, "before_name", 2);
            Assert.Equal("after_name", JsonDocument.Parse(records[1].Message.Value).RootElement.GetProperty("source").GetProperty("table").GetString());
        }

        await ExecuteAsync("insert into after_name values (3)");
        await using var again = new RunningConnector(Options("after_name") with { Name = "cdc_before_name" });
        var renamed = await RunningConnector.RecordsAsync(log.Kafka, "after_name", 1);

        Assert.Equal(["""{"id":3} c null {"id":3}"""], renamed.Select(RunningConnector.Summary));
    }

    [Fact]
    public async Task Logical_messages_within_and_without_a_transaction_are_carried_once()
    {
        await ExecuteAsync("create table messaged (id int primary key)");
        await using (Connect("messaged"))
        {
            await ExecuteAsync("insert into messaged values (1)");
            await RunningConnector.RecordsAsync(log.Kafka, "messaged", 1);
            await ExecuteAsync("select pg_logical_emit_message(false, 'p1', 'now')");
            await ExecuteAsync("begin; select pg_logical_emit_message(true, 'p2', 'with'); insert into messaged values (2); commit");
            await RunningConnector.RecordsAsync(log.Kafka, "messaged", 2);
        }

        await using var again = Connect("messaged");
        await ExecuteAsync("insert into messaged values (3)");
        await RunningConnector.RecordsAsync(log.Kafka, "messaged", 3);

        var messages = TopicContents.Read(log.Kafka, Topics.CdcMessages).Where(r => RunningConnector.Text(r.Message.Key) is """{"prefix":"p1"}""" or """{"prefix":"p2"}""").ToList();
        Assert.Equal(
            [("m", """{"prefix":"p1","content":"bm93"}""", true), ("m", """{"prefix":"p2","content":"d2l0aA=="}""", false)],
            messages.Select(m => JsonDocument.Parse(m.Message.Value).RootElement).Select(e => (
                e.GetProperty("op").GetString(), e.GetProperty("message").GetRawText(),
                e.GetProperty("source").GetProperty("txId").ValueKind == JsonValueKind.Null)));
        Assert.All(messages, m => Assert.True(RowChangeDecoder.TryDecode(m.Message.Value, out var change, out _) && change is null));
    }

    private static string? Mark(Confluent.Kafka.ConsumeResult<byte[], byte[]> record) =>
        JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("source").GetProperty("snapshot").GetString();

    private static ulong Lsn(JsonElement source) => source.GetProperty("lsn").GetUInt64();

    private RunningConnector Connect(params string[] tables) => new(Options(tables));

    private CdcOptions Options(params string[] tables) => RunningConnector.Options(postgres.ConnectionString, log.Kafka, tables);

    private Task ExecuteAsync(string sql) => RunningConnector.ExecuteAsync(postgres.ConnectionString, sql);
}
