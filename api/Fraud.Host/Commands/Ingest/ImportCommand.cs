using System.CommandLine;
using Fraud.Host.Runtime;
using Fraud.Ingest.Files;
using Fraud.Ingest.Import;
using Spectre.Console;

namespace Fraud.Host.Commands.Ingest;

/// <summary><c>fraud import</c>: history from any CSV or NDJSON into payment records, with labels.</summary>
internal static class ImportCommand
{
    private const int ProblemsShown = 20;

    public static Command Create()
    {
        var mapFile = new Option<string>("--map") { Description = "How rows become payments: a YAML file (examples in ingest/maps)", HelpName = "FILE", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Write nothing: show the first rows and every problem with its line" };
        var key = new Option<string?>("--token-key") { Description = "Secret key of tokens, made when absent (default: .fraud/token.key)", HelpName = "FILE" };
        var input = new Argument<string>("IN") { Description = "CSV or NDJSON, also .gz" };
        var output = new Argument<string?>("OUT") { Description = "NDJSON, also .gz", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("import", "Turn a CSV or NDJSON file into payments with labels, in the order of event time.") { mapFile, dryRun, key, input, output };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var map = ImportMap.Read(parsed.GetRequiredValue(mapFile));
            var tokeniser = NeedsKey(map) ? Tokeniser.Open(parsed.GetValue(key) ?? Path.Combine(".fraud", "token.key")) : null;
            if (parsed.GetValue(dryRun)) return DryRun(map, tokeniser, parsed.GetRequiredValue(input), stop);
            var to = parsed.GetValue(output) ?? throw new OperatingFaultException("Name a file to write, or give --dry-run.");
            return Run(map, tokeniser, parsed.GetRequiredValue(input), to, stop);
        }));
        return command.WithExamples(
            "fraud import --map ingest/maps/cards-2019.yaml cards-2019.csv.gz cards-2019.ndjson",
            "fraud import --map ingest/maps/terminal-world.yaml --dry-run terminal-world.csv.gz");
    }

    private static bool NeedsKey(ImportMap map) =>
        map.Payment.Values.Concat(map.Extra.Values).Any(rule => rule.Tokenise is not null);

    private static int DryRun(ImportMap map, Tokeniser? tokeniser, string input, CancellationToken stop)
    {
        var run = new ImportRun(map, tokeniser) { OnProblem = problem => Console.Out.WriteLine(problem.ToString()) };
        var summary = run.DryRun(input, 5, out var first, stop);
        foreach (var line in first)
            Console.Out.WriteLine(line);
        Print(summary, TimeSpan.Zero);
        return Code(summary);
    }

    private static int Run(ImportMap map, Tokeniser? tokeniser, string input, string output, CancellationToken stop)
    {
        var problems = new List<HistoryProblem>();
        var started = TimeProvider.System.GetTimestamp();
        var summary = ProgressBars.WithColumns(new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask($"import {Path.GetFileName(input).EscapeMarkup()}");
                var run = new ImportRun(map, tokeniser)
                {
                    OnProblem = problem =>
                    {
                        if (problems.Count < ProblemsShown) problems.Add(problem);
                    },
                    OnProgress = (done, all) => task.Value = 100.0 * done / Math.Max(1, all),
                };
                return run.Run(input, output, stop);
            });
        foreach (var problem in problems)
            Console.Out.WriteLine(problem.ToString());
        Print(summary, TimeProvider.System.GetElapsedTime(started));
        return Code(summary);
    }

    private static void Print(ImportSummary summary, TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? $", {summary.Rows / elapsed.TotalSeconds:N0} rows/s" : "";
        Console.Out.WriteLine($"{summary.Rows:N0} rows: {summary.Payments:N0} payments, {summary.Fraud:N0} of them fraud{rate}");
        if (summary.Reordered) Console.Out.WriteLine("The rows were not in the order of event time and were sorted.");
        foreach (var (reason, count) in summary.Problems.OrderByDescending(problem => problem.Value))
            Console.Out.WriteLine($"left out: {count:N0} rows, {reason}");
    }

    // A few bad rows are a finding, not a failure; nothing but bad rows is a wrong map.
    private static int Code(ImportSummary summary) => summary is { Rows: > 0, Payments: 0 } ? 1 : 0;
}
