using System.CommandLine;
using Fraud.Benchmarks.Running;

namespace Fraud.Benchmarks.Pipeline;

/// <summary>
/// The whole stage, exactly once, on payments that are already on the log: payments per second from the first to the last committed decision.
/// Log, Redis and stage share the machine. What the decisions are is checked afterwards: one for each payment.
/// </summary>
internal static class PipelineBench
{
    public static Command Create()
    {
        var kafka = new Option<string?>("--kafka") { Description = "An empty Kafka to run on (default: an embedded log of its own)", HelpName = "BOOTSTRAP" };
        var input = new Option<string?>("--input") { Description = "Payments, NDJSON (default: made)", HelpName = "FILE" };
        var count = new Option<int>("--payments") { Description = "Payments to make", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var accounts = new Option<int>("--accounts") { Description = "Their accounts", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        return BenchCommand.Create(
            "pipeline", "The whole stage on a full log: payments per second, and where the time goes.", [kafka, input, count, accounts],
            async (parsed, stop) =>
            {
                await using var servers = await BenchServers.StartAsync(parsed.GetValue(kafka), stop);
                var preload = new Preload(servers.Kafka);
                var payments = parsed.GetValue(input) is { } file
                    ? await preload.FileAsync(file, stop)
                    : await preload.MakeAsync(parsed.GetValue(accounts), parsed.GetValue(count), stop);
                return await StageRun.MeasureAsync(servers, payments, stop);
            });
    }
}
