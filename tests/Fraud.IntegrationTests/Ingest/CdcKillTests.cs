using System.Text.Json;
using Fraud.Host.Runtime;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>
/// The connector and the source are killed in turn while rows change. <c>FRAUD_CDC_CHANGES</c> and <c>FRAUD_CDC_KILLS</c> make it longer.
/// </summary>
[Collection(IngestLog.Collection)]
public sealed class CdcKillTests(IngestLog log, ITestOutputHelper output)
{
    private const string Table = "killed";
    private const int Rows = 500;
    private static readonly int Changes = TestSize.Of("FRAUD_CDC_CHANGES", 4_000);
    private static readonly int Kills = TestSize.Of("FRAUD_CDC_KILLS", 2);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private long _changes;

    [Fact]
    public async Task The_table_rebuilt_from_the_topic_is_the_table()
    {
        using var folder = new TempFolder("cdc-kill");
        await using var postgres = new PostgresServer(folder.Path, NullLoggerFactory.Instance, TimeProvider.System);
        await postgres.StartAsync(CancellationToken.None);
        var source = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString;
        await RunningConnector.ExecuteAsync(
            source, $"create table {Table} (id int primary key, version int not null, note text); insert into {Table} select i, 0, 'n' from generate_series(1, 10) i");

        var work = Task.Run(() => ChangeRowsAsync(source));
        var connector = Start(source);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var due = (kill + 1L) * Changes / (Kills + 1);
                await Eventually.UntilAsync(() => Interlocked.Read(ref _changes) >= due, Deadline);
                if (kill % 2 == 0)
                {
                    await connector.KillAsync();
                    connector.Dispose();
                    connector = Start(source);
                }
                else
                {
                    UnixSignals.Send(postgres.ProcessId, UnixSignal.Kill);
                }
            }

            await work;
            var expected = await TableAsync(source);
            await Eventually.PassesAsync(
                () =>
                {
                    Assert.Equal(expected, Rebuild());
                    return Task.CompletedTask;
                },
                Deadline);
            output.WriteLine($"{_changes} changes, {Kills} kills, {expected.Count} rows, {RunningConnector.Records(log.Kafka, Table).Count} records");
        }
        finally
        {
            connector.Dispose();
        }
    }

    private FraudProgram Start(string source) => FraudProgram.Start(
        "cdc", "run", "--source", source, "--tables", Table, "--kafka", log.Kafka, "--name", "cdc_killed");

    /// <summary>Transactions of inserts, updates, deletions and changes of keys; a lost connection is opened again.</summary>
    private async Task ChangeRowsAsync(string source)
    {
        var random = new Random(5);
        while (_changes < Changes)
        {
            try
            {
                await using var connection = new NpgsqlConnection(source);
                await connection.OpenAsync();
                while (_changes < Changes)
                    await ChangeAsync(connection, random);
            }
            catch (NpgsqlException)
            {
                await Task.Yield();
            }
        }
    }

    private async Task ChangeAsync(NpgsqlConnection connection, Random random)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var changed = 0;
        for (var i = random.Next(1, 11); i > 0; i--)
        {
            var (id, other) = (random.Next(1, Rows), random.Next(1, Rows));
            var sql = random.Next(10) switch
            {
                0 => $"delete from {Table} where id = {id}",
                1 => $"update {Table} set id = {other} where id = {id} and not exists (select from {Table} where id = {other})",
                < 5 => $"insert into {Table} values ({id}, 1, repeat('n', {other})) on conflict (id) do nothing",
                _ => $"update {Table} set version = version + 1 where id between {id} and {id + 4}",
            };
            await using var command = new NpgsqlCommand(sql, connection);
            changed += await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        Interlocked.Add(ref _changes, changed);
    }

    private static async Task<SortedDictionary<int, (int, string?)>> TableAsync(string source)
    {
        await using var connection = new NpgsqlConnection(source);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select id, version, note from {Table}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new SortedDictionary<int, (int, string?)>();
        while (await reader.ReadAsync())
            rows[reader.GetInt32(0)] = (reader.GetInt32(1), reader.GetString(2));
        return rows;
    }

    /// <summary>The table as the topic tells it; fails where a change is missing or repeated.</summary>
    private SortedDictionary<int, (int, string?)> Rebuild()
    {
        var rows = new SortedDictionary<int, (int, string?)>();
        foreach (var record in RunningConnector.Records(log.Kafka, Table))
        {
            if (record.Message.Value is null) continue;
            using var json = JsonDocument.Parse(record.Message.Value);
            var id = JsonDocument.Parse(record.Message.Key).RootElement.GetProperty("id").GetInt32();
            var operation = json.RootElement.GetProperty("op").GetString();
            Assert.True(operation is "r" or "c" ? !rows.ContainsKey(id) : rows.ContainsKey(id), $"{operation} of row {id} at offset {record.Offset}");
            if (operation == "d")
            {
                rows.Remove(id);
                continue;
            }

            var row = json.RootElement.GetProperty("after");
            var version = row.GetProperty("version").GetInt32();
            if (operation == "u") Assert.Equal(rows[id].Item1 + 1, version);
            rows[id] = (version, row.GetProperty("note").GetString());
        }

        return rows;
    }
}
