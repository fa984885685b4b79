using Fraud.Contracts;
using Fraud.Ingest.Cdc;
using Fraud.TestKit;
using Npgsql;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>Whatever is killed whenever, every change stands on the topic once and in commit order.</summary>
[Collection(IngestLog.Collection)]
public sealed class CdcRestartTests(IngestLog log, PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Changes = 3_000;

    [Theory]
    [InlineData("stopped", 11)]
    [InlineData("cut_off", 12)]
    public async Task Nothing_is_lost_or_repeated_when_the_connector_is(string fate, int seed)
    {
        var options = RunningConnector.Options(postgres.ConnectionString, log.Kafka, fate) with { BatchMax = 100, RetryInterval = TimeSpan.FromMilliseconds(20) };
        await RunningConnector.ExecuteAsync(options.Source, $"create table {fate} (id int primary key, version int not null); alter table {fate} replica identity full");
        await RunningConnector.ExecuteAsync(options.Source, $"insert into {fate} select i, 0 from generate_series(1, 50) i");
        var work = Task.Run(() => ChangeRowsAsync(options.Source, fate, seed));

        var random = new Random(seed);
        while (!work.IsCompleted)
        {
            await using var connector = new RunningConnector(options);
            var life = Task.Delay(random.Next(50, 600));
            if (fate == "cut_off")
            {
                await life;
                await RunningConnector.ExecuteAsync(
                    options.Source, $"select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = 'cdc_{fate}'");
            }

            await Task.WhenAny(life, work);
        }

        var expected = await work;
        await using var last = new RunningConnector(options);
        await Eventually.PassesAsync(() =>
        {
            Assert.Equal(expected, Rebuild(RunningConnector.Records(log.Kafka, fate)));
            return Task.CompletedTask;
        });
    }

    /// <summary>Updates rows in transactions of one to ten; every update raises the row's version by one.</summary>
    private static async Task<SortedDictionary<int, int>> ChangeRowsAsync(string source, string table, int seed)
    {
        var random = new Random(seed);
        var rows = new SortedDictionary<int, int>(Enumerable.Range(1, 50).ToDictionary(i => i, _ => 0));
        await using var connection = new NpgsqlConnection(source);
        await connection.OpenAsync();
        for (var done = 0; done < Changes;)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            for (var i = random.Next(1, 11); i > 0; i--, done++)
            {
                var id = random.Next(1, 51);
                await using var command = new NpgsqlCommand($"update {table} set version = {++rows[id]} where id = {id}", connection);
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        return rows;
    }

    /// <summary>The table as the topic tells it; fails where a version is missing, repeated or out of order.</summary>
    private static SortedDictionary<int, int> Rebuild(IEnumerable<Confluent.Kafka.ConsumeResult<byte[], byte[]>> records)
    {
        var rows = new SortedDictionary<int, int>();
        foreach (var record in records)
        {
            Assert.True(RowChangeDecoder.TryDecode(record.Message.Value, out var change, out var problem), problem);
            var row = change!.After!.Value;
            var (id, version) = (row.GetProperty("id").GetInt32(), row.GetProperty("version").GetInt32());
            if (change.Operation == RowOperation.Read)
                Assert.DoesNotContain(id, rows.Keys);
            else
                Assert.Equal(rows[id] + 1, version);
            rows[id] = version;
        }

        return rows;
    }
}
