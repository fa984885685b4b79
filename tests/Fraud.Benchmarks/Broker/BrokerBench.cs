using System.CommandLine;
using Fraud.Benchmarks.Running;
using Fraud.TestKit;

namespace Fraud.Benchmarks.Broker;

/// <summary>The embedded log, and beside it in the same run another broker with the same clients: rates, latency, transactions, backlog.</summary>
internal static class BrokerBench
{
    private const int Partitions = 4;
    private const int LatencyPerSecond = 5000;
    private const int Transactions = 500;
    private const long FlushedRecords = 500_000;
    private const int WaitingProducers = 16;
    private const int RecordsAwaited = 200;
    private const long RecordBytes = 200;

    public static Command Create()
    {
        var kafka = new Option<string?>("--kafka") { Description = "The broker beside it (default: Apache Kafka of the shared folder, where it is)", HelpName = "BOOTSTRAP" };
        var records = new Option<long>("--records") { Description = "Records of one round", HelpName = "N", DefaultValueFactory = _ => 2_000_000 };
        var seconds = new Option<int>("--seconds") { Description = "Time of the latency measurement", HelpName = "S", DefaultValueFactory = _ => 10 };
        var backlog = new Option<double>("--backlog") { Description = "Also memory and start with this many GB of records", HelpName = "GB" };
        var flush = new Option<string>("--flush") { Description = "Of the embedded log: none, interval or every-batch", HelpName = "MODE", DefaultValueFactory = _ => "none" };
        return BenchCommand.Create("broker", "The embedded log: records a second, latency, transactions; beside another broker.",
            [kafka, records, seconds, backlog, flush], async (parsed, stop) =>
            {
                await using var log = await LogServer.StartAsync(parsed.GetRequiredValue(flush));
                using var apache = parsed.GetValue(kafka) is null && ApacheKafka.MissingReason() is null ? await ApacheKafka.StartAsync() : null;
                var other = parsed.GetValue(kafka) ?? apache?.BootstrapServers;
                var figures = new List<BenchFigure>();
                var beside = other is null ? null : new MeasuredBroker(other, apache is null ? null : () => apache.ProcessId);
                figures.AddRange(await new RateRounds(new MeasuredBroker(log.BootstrapServers, () => log.ProcessId), beside, Partitions, parsed.GetValue(records)).MeasureAsync(stop));
                figures.AddRange(await FlushedAsync(stop));
                await LatenciesAsync(figures, log, other, TimeSpan.FromSeconds(parsed.GetValue(seconds)), stop);
                await TransactionsAsync(figures, log, other);
                if (parsed.GetValue(backlog) is > 0 and var gigabytes)
                    await BacklogAsync(figures, log, gigabytes, stop);
                return figures;
            });
    }

    /// <summary>A log of its own that has each batch on the disk before it acknowledges it.</summary>
    private static async Task<BenchFigure[]> FlushedAsync(CancellationToken stop)
    {
        await using var log = await LogServer.StartAsync("every-batch");
        using var topics = new BenchTopics(log.BootstrapServers);
        var topic = await topics.CreateAsync(Partitions);
        var full = RecordRates.Produce(log.BootstrapServers, topic, Partitions, FlushedRecords, stop);
        var single = await RecordRates.AcknowledgedAsync(log.BootstrapServers, topic, WaitingProducers, RecordsAwaited);
        return
        [
            new BenchFigure("produce, 200-byte records, flush=every-batch", full, "/s"),
            new BenchFigure($"the same, each of {WaitingProducers} producers awaiting each record", single, "/s"),
        ];
    }

    private static async Task LatenciesAsync(List<BenchFigure> figures, LogServer log, string? other, TimeSpan time, CancellationToken stop)
    {
        foreach (var (name, bootstrap) in Both(log, other))
        {
            using var topics = new BenchTopics(bootstrap);
            var latencies = await RecordLatency.MeasureAsync(bootstrap, await topics.CreateAsync(1), LatencyPerSecond, time, stop);
            AddTimes(figures, $"produce to consume at {LatencyPerSecond}/s{name}", latencies);
        }
    }

    private static async Task TransactionsAsync(List<BenchFigure> figures, LogServer log, string? other)
    {
        foreach (var (name, bootstrap) in Both(log, other))
        {
            using var topics = new BenchTopics(bootstrap);
            var (transaction, visible) = TransactionTimes.Measure(bootstrap, await topics.CreateAsync(1), await topics.CreateAsync(1), Transactions);
            figures.Add(new BenchFigure($"transactions of one record{name}", 1000 / transaction.Average(), "/s"));
            AddTimes(figures, $"transaction{name}", transaction);
            AddTimes(figures, $"commit to reader of committed records{name}", visible);
        }
    }

    private static async Task BacklogAsync(List<BenchFigure> figures, LogServer log, double gigabytes, CancellationToken stop)
    {
        using var topics = new BenchTopics(log.BootstrapServers);
        var topic = await topics.CreateAsync(Partitions);
        var count = (long)(gigabytes * 1e9 / RecordBytes);
        RecordRates.Produce(log.BootstrapServers, topic, Partitions, count, stop);
        var produced = log.ResidentBytes;
        RecordRates.Fetch(log.BootstrapServers, topic, Partitions, count);
        figures.Add(new BenchFigure($"memory after producing {gigabytes} GB", produced / 1e6, "MB", "≤ 300"));
        figures.Add(new BenchFigure("memory after reading it", log.ResidentBytes / 1e6, "MB", "≤ 300"));
        figures.Add(new BenchFigure("start on it after a clean stop", (await log.RestartAsync()).TotalSeconds, "s", "≤ 3"));
    }

    private static void AddTimes(List<BenchFigure> figures, string name, double[] ordered)
    {
        figures.Add(new BenchFigure($"{name}, p50", ordered[ordered.Length / 2], "ms"));
        figures.Add(new BenchFigure($"{name}, p99", ordered[ordered.Length * 99 / 100], "ms"));
    }

    private static IEnumerable<(string Name, string Bootstrap)> Both(LogServer log, string? other)
    {
        yield return ("", log.BootstrapServers);
        if (other is not null)
            yield return (" (other)", other);
    }
}
