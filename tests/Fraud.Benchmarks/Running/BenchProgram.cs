using System.CommandLine;
using Fraud.Benchmarks.Backtest;
using Fraud.Benchmarks.Broker;
using Fraud.Benchmarks.Cdc;
using Fraud.Benchmarks.Deciding;
using Fraud.Benchmarks.Decoding;
using Fraud.Benchmarks.Features;
using Fraud.Benchmarks.Latency;
using Fraud.Benchmarks.Layers;
using Fraud.Benchmarks.Models;
using Fraud.Benchmarks.Pipeline;
using Fraud.Benchmarks.Rules;
using Fraud.Benchmarks.Savepoints;
using Fraud.Benchmarks.State;
using Fraud.Host.Runtime;

namespace Fraud.Benchmarks.Running;

/// <summary><c>fraud bench NAME</c>. A bench is a class with a static <c>Create</c>, listed here.</summary>
internal static class BenchProgram
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    private static readonly Func<Command>[] Benches =
    [
        BrokerBench.Create,
        FloorBench.Create,
        FeatureBench.Create,
        RuleBench.Create,
        ModelBench.Create,
        LayerBench.Create,
        PipelineBench.Create,
        BacktestBench.Create,
        LatencyBench.Create,
        DecideBench.Create,
        StateBench.Create,
        SavepointBench.Create,
        CdcBench.Create,
        DecodeBench.Create,
    ];

    /// <summary>Runs a bench.</summary>
    /// <returns>0 when it measured; otherwise the fault was told on standard error in one sentence.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Measurements of this product; each prints a table and, with --json, writes a report.");
        foreach (var create in Benches)
            root.Add(create());
        if (arguments is [var name, ..] && name is not ['-', ..] && root.Subcommands.All(bench => bench.Name != name))
            return Fail($"there is no bench {name}: give one of {string.Join(", ", root.Subcommands.Select(bench => bench.Name))}");
        try
        {
            return await root.Parse(arguments.Length == 0 ? ["--help"] : arguments)
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (OperatingFaultException fault)
        {
            return Fail(fault.Message);
        }
    }

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine($"fraud bench: {sentence}");
        return Failed;
    }
}
