using System.CommandLine;
using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Benchmarks.Latency;
using Fraud.Benchmarks.Models;
using Fraud.Benchmarks.Pipeline;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.Ingest.Publishing;
using Fraud.Worker;
using Fraud.Worker.Savepoints;
using Microsoft.Extensions.Hosting;

namespace Fraud.Benchmarks.Savepoints;

/// <summary>
/// A stage with many accounts in Redis, which it decided payments of: the first decision after a restart, the latency of decisions with and without a
/// savepoint being made, its size, and the way back from it.
/// </summary>
internal static class SavepointBench
{
    /// <summary>Well below the accounts of a run, so that states come from Redis as they do where there are more than fit.</summary>
    private const int StatesInMemoryMax = 500_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KafkaTimeout = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "Accounts", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var payments = new Option<int>("--payments") { Description = "Payments of each account before, on average", HelpName = "N", DefaultValueFactory = _ => 3 };
        var rate = new Option<int>("--rate") { Description = "Payments a second while the savepoint is made", HelpName = "R", DefaultValueFactory = _ => 1_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long; the savepoint begins after a third of it", HelpName = "N", DefaultValueFactory = _ => 90 };
        return BenchCommand.Create(
            "savepoint", "Make and restore a savepoint of many accounts; latency meanwhile, first decision after a restart.", [accounts, payments, rate, seconds],
            async (parsed, stop) =>
            {
                var run = new Run(parsed.GetValue(accounts), parsed.GetValue(payments), parsed.GetValue(rate), parsed.GetValue(seconds));
                if (run.Accounts < 1_000 || run.PerAccount < 1 || run.Rate < 1 || run.Seconds < 9)
                    throw new OperatingFaultException("--accounts is at least 1000, --payments and --rate at least 1, --seconds at least 9.");
                await using var servers = await BenchServers.StartAsync(null, stop);
                return await MeasureAsync(servers, run, stop);
            });
    }

    private static async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchServers servers, Run run, CancellationToken stop)
    {
        var traffic = new CardTraffic(run.Accounts);
        await new Preload(servers.Kafka).MakeAsync(traffic, run.Accounts * run.PerAccount, stop);
        using (var filling = servers.Stage(StatesInMemoryMax))
        {
            await filling.StartAsync(stop);
            using var lag = new GroupLag(servers.Kafka, ScoringOptions.GroupIdDefault, Topics.Payments);
            while (lag.Read() > 0) await Task.Delay(Look, stop);
            await filling.StopAsync(stop);
        }

        var folder = new SavepointFolder(servers.File("savepoints"));
        var target = new SavepointTarget { Kafka = servers.Kafka, Redis = new RedisStateOptions { Configuration = servers.Redis } };
        using var stage = servers.Stage(StatesInMemoryMax);
        var restart = await FirstDecisionAsync(servers, stage, traffic, stop);
        using var timed = new TimedPayments(servers.Kafka, run.Rate, warmUp: 5 * run.Rate, count: run.Seconds * run.Rate, traffic);
        var creating = CreateAsync(timed.Clock, run, new SavepointCreation(target, folder, TimeProvider.System), stop);
        var latencies = await timed.MeasureAsync(stop);
        var (savepoint, fromMs, toMs) = await creating;
        await stage.StopAsync(stop);

        var restoring = Stopwatch.GetTimestamp();
        await new SavepointRestoration(target, TimeProvider.System).RestoreAsync(savepoint, replace: true, new Unseen(), stop);
        var restored = Stopwatch.GetElapsedTime(restoring).TotalSeconds;
        using var again = servers.Stage(StatesInMemoryMax);
        var afterRestore = await FirstDecisionAsync(servers, again, traffic, stop);
        await again.StopAsync(stop);

        var meanwhile = Between(latencies, run, fromMs, toMs);
        var otherwise = latencies.Take((int)((fromMs - 5_000) * run.Rate / 1_000)).Order().ToArray();
        return
        [
            new("states", savepoint.Manifest.States(), ""),
            new("make", (toMs - fromMs) / 1_000, "s"),
            new("restore over what is there", restored, "s"),
            new("size", savepoint.Manifest.Bytes() / 1e6, "MB"),
            new("size of a state", (double)savepoint.Manifest.Bytes() / savepoint.Manifest.States(), "bytes"),
            new("p50 of decisions without", Quantile.Of(otherwise, 0.5), "ms"),
            new("p50 of decisions meanwhile", Quantile.Of(meanwhile, 0.5), "ms"),
            new("p99 of decisions without", Quantile.Of(otherwise, 0.99), "ms"),
            new("p99 of decisions meanwhile", Quantile.Of(meanwhile, 0.99), "ms"),
            new("p99 meanwhile to p99 without", Quantile.Of(meanwhile, 0.99) / Quantile.Of(otherwise, 0.99), "times", "< 5"),
            new("max of decisions meanwhile", meanwhile[^1], "ms"),
            new("restart to first decision", restart, "s", "≤ 3"),
            new("restart after a restoration to first decision", afterRestore, "s"),
        ];
    }

    private static double[] Between(double[] latencies, Run run, double fromMs, double toMs) =>
        [.. latencies.Where((_, i) => (i * 1_000.0 / run.Rate) + 5_000 is var due && due >= fromMs && due < toMs).Order()];

    private static async Task<(Savepoint Savepoint, double FromMs, double ToMs)> CreateAsync(Stopwatch clock, Run run, SavepointCreation creation, CancellationToken stop)
    {
        while (clock.Elapsed.TotalSeconds < 5 + (run.Seconds / 3)) await Task.Delay(Look, stop);
        var from = clock.Elapsed.TotalMilliseconds;
        var savepoint = await creation.CreateAsync("bench", new Unseen(), stop);
        return (savepoint, from, clock.Elapsed.TotalMilliseconds);
    }

    /// <summary>Seconds from the start of a stage, with payments waiting on every partition, to the first decision read.</summary>
    private static async Task<double> FirstDecisionAsync(BenchServers servers, IHost stage, CardTraffic traffic, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(KafkaClients.ReadCommittedConsumer(servers.Kafka, "bench-first")).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, BenchPolicy.Partitions).Select(p => new TopicPartition(Topics.Decisions, p))
            .Select(place => new TopicPartitionOffset(place, consumer.QueryWatermarkOffsets(place, KafkaTimeout).High)));
        await new Preload(servers.Kafka).MakeAsync(traffic, 1_000, stop);
        var began = Stopwatch.GetTimestamp();
        await stage.StartAsync(stop);
        await Task.Run(() => consumer.Consume(stop), stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var lag = new GroupLag(servers.Kafka, ScoringOptions.GroupIdDefault, Topics.Payments);
        while (lag.Read() > 0) await Task.Delay(Look, stop);
        return seconds;
    }

    private sealed record Run(int Accounts, int PerAccount, int Rate, int Seconds);

    private sealed class Unseen : IProgress<SavepointProgress>
    {
        public void Report(SavepointProgress value)
        {
        }
    }
}
