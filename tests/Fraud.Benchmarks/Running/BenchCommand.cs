using System.CommandLine;
using Fraud.Replay;
using Spectre.Console;

namespace Fraud.Benchmarks.Running;

/// <summary>What all benches have in common: <c>--json</c>, a table on the console, a report in a file.</summary>
internal static class BenchCommand
{
    /// <summary>Makes the command of a bench.</summary>
    /// <param name="name">Name on the command line.</param>
    /// <param name="description">One sentence for help.</param>
    /// <param name="options">Options of its own.</param>
    /// <param name="measure">Measures; gets the bench's name with its parsed options.</param>
    public static Command Create(
        string name, string description, IEnumerable<Option> options, Func<ParseResult, CancellationToken, Task<IReadOnlyList<BenchFigure>>> measure)
    {
        var json = new Option<string?>("--json")
        {
            Description = "Write the report to this file, too; without a file, print it instead of the table",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(name, description) { json };
        foreach (var option in options)
            command.Add(option);
        command.SetAction(async (parsed, stop) =>
        {
            var before = MachineLoad.Now();
            var figures = await measure(parsed, stop);
            var report = new BenchReport(name, [.. parsed.Tokens.Select(token => token.Value)], BenchMachine.Here(before), figures);
            var file = parsed.GetValue(json);
            if (parsed.GetResult(json) is { Implicit: false } && file is null)
                await Console.Out.WriteLineAsync(ReportJson.Text(report));
            else
                Print(report);
            if (file is not null)
                ReportJson.Write(file, report);
            return 0;
        });
        return command;
    }

    /// <summary>A bench that computes without waiting.</summary>
    public static Command Create(string name, string description, IEnumerable<Option> options, Func<ParseResult, CancellationToken, IReadOnlyList<BenchFigure>> measure) =>
        Create(name, description, options, (parsed, stop) => Task.Run(() => measure(parsed, stop), stop));

    private static void Print(BenchReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(report.Bench)
            .AddColumn("figure", column => column.RightAligned()).AddColumn("unit").AddColumn("aim");
        foreach (var figure in report.Figures)
            table.AddRow(Markup.Escape(figure.Name), $"{Number(figure.Value)}", Markup.Escape(figure.Unit), Markup.Escape(figure.Aim ?? ""));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"[grey]{report.Machine.Processors} processors, load {report.Machine.LoadBefore:0.0} before; other work on the machine shows in every figure.[/]");
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => $"{value:N0}",
        >= 100 => $"{value:0}",
        >= 10 => $"{value:0.0}",
        _ => $"{value:0.###}",
    };
}
