using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Benchmarks.Models;
using Fraud.Benchmarks.Running;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Fraud.Ingest.Publishing;
using Fraud.Worker;

namespace Fraud.Benchmarks.Pipeline;

/// <summary>One run of the stage from its start until everything on the log is decided.</summary>
internal static class StageRun
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan KafkaTimeout = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchServers servers, long payments, CancellationToken stop)
    {
        using var phases = new PhaseTimes();
        using var host = servers.Stage();
        using var redis = Process.GetProcessById(servers.RedisProcessId);
        await host.StartAsync(stop);
        using var lag = new GroupLag(servers.Kafka, ScoringOptions.GroupIdDefault, Topics.Payments);
        long left;
        while ((left = lag.Read()) == payments) await Task.Delay(Step, stop);

        var began = Stopwatch.GetTimestamp();
        var (processBefore, redisBefore) = Times(redis);
        var collector = GC.GetTotalPauseDuration();
        while (lag.Read() > 0) await Task.Delay(Step, stop);

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (processAfter, redisAfter) = Times(redis);
        var pauses = (GC.GetTotalPauseDuration() - collector).TotalSeconds;
        await host.StopAsync(stop);
        Check(servers.Kafka, payments);
        return
        [
            new("payments decided", left / seconds, "/s", "≥ 80000"),
            new("seconds", seconds, "s"),
            new("processor time of stage and log", (processAfter - processBefore).TotalMicroseconds / left, "µs each"),
            new("processor time of Redis", (redisAfter - redisBefore).TotalMicroseconds / left, "µs each"),
            new("pauses of the collector", 100 * pauses / seconds, "% of time"),
            .. phases.Figures(payments),
        ];
    }

    private static (TimeSpan Process, TimeSpan Redis) Times(Process redis)
    {
        redis.Refresh();
        using var own = Process.GetCurrentProcess();
        return (own.TotalProcessorTime, redis.TotalProcessorTime);
    }

    /// <summary>Fails unless there are as many committed decisions as payments.</summary>
    private static void Check(string kafka, long payments)
    {
        var config = KafkaClients.ReadCommittedConsumer(kafka, "bench-check");
        config.EnablePartitionEof = true;
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, BenchPolicy.Partitions).Select(p => new TopicPartitionOffset(Topics.Decisions, p, Offset.Beginning)));
        long decisions = 0;
        for (var open = BenchPolicy.Partitions; open > 0;)
        {
            var result = consumer.Consume(KafkaTimeout) ?? throw new InvalidOperationException("The decisions cannot be read.");
            if (result.IsPartitionEOF) open--;
            else decisions++;
        }

        if (decisions != payments) throw new InvalidOperationException($"{payments} payments have {decisions} decisions.");
    }
}
