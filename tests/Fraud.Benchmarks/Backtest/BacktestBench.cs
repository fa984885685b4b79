using System.Buffers;
using System.CommandLine;
using Fraud.Benchmarks.Models;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Replay.Backtesting;
using Fraud.TestKit;

namespace Fraud.Benchmarks.Backtest;

/// <summary>A file of history through features, rules and model in one process, as <c>fraud backtest</c> does it.</summary>
internal static class BacktestBench
{
    private const int WriteBytes = 1 << 20;

    public static Command Create()
    {
        var input = new Option<string?>("--input") { Description = "History, NDJSON, oldest first (default: made)", HelpName = "FILE" };
        var count = new Option<int>("--payments") { Description = "Payments to make", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var accounts = new Option<int>("--accounts") { Description = "Their accounts", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        return BenchCommand.Create(
            "backtest", "History through features and policy: payments per second.", [input, count, accounts],
            (parsed, stop) =>
            {
                using var folder = new TempFolder("backtest");
                var file = parsed.GetValue(input) ?? Make(folder.File("history.ndjson"), parsed.GetValue(accounts), parsed.GetValue(count));
                return Measure(file, stop);
            });
    }

    private static List<BenchFigure> Measure(string file, CancellationToken stop)
    {
        var plan = new BacktestPlan { Input = file, Candidate = BenchPolicy.Compile() };
        var before = Environment.CpuUsage.TotalTime;
        var report = new BacktestRun(FeatureCatalogue.Default, new FeatureOptions(), TimeProvider.System).Run(plan, null, stop);
        var processor = Environment.CpuUsage.TotalTime - before;
        return
        [
            new("payments replayed", report.PaymentsPerSecond, "/s", "≥ 400000"),
            new("seconds", report.Seconds, "s"),
            new("processor time", processor.TotalMicroseconds / report.Payments, "µs each"),
        ];
    }

    private static string Make(string file, int accounts, int count)
    {
        var traffic = new CardTraffic(accounts);
        var output = new ArrayBufferWriter<byte>(2 * WriteBytes);
        using var stream = File.Create(file);
        for (var i = 1; i <= count; i++)
        {
            PaymentJson.Write(traffic.Next(), output);
            output.Write("\n"u8);
            if (output.WrittenCount < WriteBytes && i < count) continue;
            stream.Write(output.WrittenSpan);
            output.ResetWrittenCount();
        }

        return file;
    }
}
