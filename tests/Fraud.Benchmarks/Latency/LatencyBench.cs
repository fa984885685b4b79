using System.CommandLine;
using Fraud.Benchmarks.Pipeline;
using Fraud.Benchmarks.Running;
using Fraud.Host.Runtime;

namespace Fraud.Benchmarks.Latency;

/// <summary>
/// Time from a payment's place in an even schedule to its committed decision at a consumer. Open loop: a payment that is sent late because
/// something stood still counts from when it was due.
/// </summary>
internal static class LatencyBench
{
    public static Command Create()
    {
        var kafka = new Option<string?>("--kafka") { Description = "An empty Kafka to run on (default: an embedded log of its own)", HelpName = "BOOTSTRAP" };
        var rate = new Option<int>("--rate") { Description = "Payments a second", HelpName = "R", DefaultValueFactory = _ => 5_000 };
        var seconds = new Option<int>("--seconds") { Description = "How long, after five seconds of warm-up", HelpName = "N", DefaultValueFactory = _ => 20 };
        return BenchCommand.Create(
            "latency", "Payment due to committed decision read, at a steady rate.", [kafka, rate, seconds],
            async (parsed, stop) =>
            {
                var (perSecond, duration) = (parsed.GetValue(rate), parsed.GetValue(seconds));
                if (perSecond is < 1 or > 100_000 || duration < 1) throw new OperatingFaultException("--rate is 1 to 100000, --seconds at least 1.");
                await using var servers = await BenchServers.StartAsync(parsed.GetValue(kafka), stop);
                return await MeasureAsync(servers, perSecond, duration, stop);
            });
    }

    private static async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchServers servers, int rate, int seconds, CancellationToken stop)
    {
        using var host = servers.Stage();
        await host.StartAsync(stop);
        using var run = new TimedPayments(servers.Kafka, rate, warmUp: 5 * rate, count: seconds * rate);
        var latencies = await run.MeasureAsync(stop);
        await host.StopAsync(stop);
        Array.Sort(latencies);
        return
        [
            new("payments", latencies.Length, ""),
            new("p50", At(0.5), "ms"),
            new("p90", At(0.9), "ms"),
            new("p99", At(0.99), "ms", "≤ 20 at 5000/s"),
            new("p99.9", At(0.999), "ms"),
            new("max", latencies[^1], "ms"),
        ];

        double At(double share) => Quantile.Of(latencies, share);
    }
}
