using System.CommandLine;
using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Benchmarks.Running;
using Fraud.Contracts;
using Fraud.Host.Runtime;
using Fraud.Ingest.Cdc;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fraud.Benchmarks.Cdc;

/// <summary>
/// Row changes from a Postgres to a log, both of their own: the rows that are there, then a backlog of inserts and updates that waits in the
/// source's WAL, drained as fast as the connector can.
/// </summary>
internal static class CdcBench
{
    private const string Table = "accounts";
    private const int RowsPerTransaction = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var changes = new Option<int>("--changes") { Description = "Row changes in the backlog", HelpName = "N", DefaultValueFactory = _ => 300_000 };
        return BenchCommand.Create("cdc", "Row changes from Postgres to the log: snapshot, then a backlog.", [changes], async (parsed, stop) =>
        {
            using var folder = new TempFolder("cdc-bench");
            await using var postgres = new PostgresServer(folder.Path, NullLoggerFactory.Instance, TimeProvider.System, ["max_slot_wal_keep_size=-1"]);
            await postgres.StartAsync(stop);
            await using var log = await LogServer.StartAsync();
            return await MeasureAsync(postgres.ConnectionString, log.BootstrapServers, parsed.GetValue(changes), stop);
        });
    }

    private static async Task<IReadOnlyList<BenchFigure>> MeasureAsync(string source, string kafka, int changes, CancellationToken stop)
    {
        var rows = changes / 2;
        await ExecuteAsync(
            source,
            $"""
            create table {Table} (account_id text primary key, customer_id text not null, currency char(3) not null, home_country char(2) not null,
              spending_limit_minor bigint not null, balance numeric(12,2) not null, opened_at timestamptz not null, status text not null, note text);
            insert into {Table} select {Row("i")} from generate_series(1, {rows}) i
            """, stop);
        var options = new CdcOptions { Source = source, Tables = [Table], Kafka = kafka };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaClients.ReadCommittedConsumer(kafka, "cdc-bench")).SetLogHandler((_, _) => { }).Build();
        await new TopicCreator(kafka).EnsureAsync(TopicLayout.Cdc([Table]), Patience, stop);
        consumer.Assign(new TopicPartitionOffset(Topics.Cdc(Table), 0, Offset.Beginning));

        var snapshot = await DrainAsync(options, consumer, rows, stop);
        for (var first = 1; first <= rows; first += RowsPerTransaction)
        {
            var last = Math.Min(rows, first + RowsPerTransaction - 1);
            await ExecuteAsync(source, $"insert into {Table} select {Row($"i + {rows}")} from generate_series({first}, {last}) i", stop);
            await ExecuteAsync(source, $"update {Table} set balance = balance + 1 where account_id in (select 'a' || i from generate_series({first}, {last}) i)", stop);
        }

        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var stream = await DrainAsync(options, consumer, rows * 2, stop);
        process.Refresh();
        return
        [
            new BenchFigure("rows of the snapshot", rows / snapshot, "/s"),
            new BenchFigure("changes of the stream", rows * 2 / stream, "/s", "25 000"),
            new BenchFigure("processor time of connector and reader, a change", (process.TotalProcessorTime - before).TotalMicroseconds / (rows * 2), "µs"),
        ];
    }

    private static string Row(string i) =>
        $"'a' || ({i}), 'c' || ({i}), 'EUR', 'DE', 500000, ({i}) % 10000, '2020-01-01 10:00:00+01'::timestamptz + ({i}) * interval '1 minute', 'active', null";

    /// <summary>Seconds from the connector's start until so many more records were read.</summary>
    private static async Task<double> DrainAsync(CdcOptions options, IConsumer<byte[]?, byte[]?> consumer, int records, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var worker = new CdcWorker(options, TimeProvider.System, NullLogger<CdcWorker>.Instance);
        var since = Stopwatch.GetTimestamp();
        var running = Task.Run(() => worker.RunAsync(ended.Token), CancellationToken.None);
        for (var read = 0; read < records; read++)
            _ = consumer.Consume(Patience) ?? throw new OperatingFaultException($"Only {read} of {records} records came.");
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return seconds;
    }

    private static async Task ExecuteAsync(string source, string sql, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(source);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }
}
