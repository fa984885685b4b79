using System.CommandLine;
using System.Globalization;
using System.Xml.Linq;

namespace Fraud.Host.Commands;

/// <summary>
/// <c>fraud test-summary</c>: adds up the results that the test runners left in a folder: <c>*.trx</c> of dotnet test, <c>*.junit.xml</c> of the front
/// end, <c>NAME.exit</c> with the exit code of each of these runs, and <c>NAME.check</c> with that of a step that is a test itself. Used by
/// <c>./fraud test</c>.
/// </summary>
internal static class TestSummaryCommand
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of results" };
        var command = new Command("test-summary", "Add up the results of all test runners.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => Print(Read(parsed.GetRequiredValue(folder).FullName)));
        return command;
    }

    /// <summary>What the runners left.</summary>
    /// <param name="Passed">How many tests and steps passed.</param>
    /// <param name="Skipped">How many were skipped.</param>
    /// <param name="Failed">The names of those that failed.</param>
    internal sealed record Summary(int Passed, int Skipped, IReadOnlyList<string> Failed);

    /// <summary>Reads a folder of results. A run that failed without naming a failed test counts as one itself.</summary>
    internal static Summary Read(string folder)
    {
        var outcomes = Directory.GetFiles(folder, "*.trx").SelectMany(ReadTrx)
            .Concat(Directory.GetFiles(folder, "*.junit.xml").SelectMany(ReadJunit)).ToList();
        var failedRunners = outcomes.Where(outcome => outcome.State == "Failed").Select(outcome => outcome.Runner).ToHashSet();
        foreach (var step in Steps(folder, "check"))
            outcomes.Add((step.Name, step.Name, step.Passed ? "Passed" : "Failed"));
        foreach (var step in Steps(folder, "exit").Where(step => !step.Passed && !failedRunners.Contains(step.Name)))
            outcomes.Add((step.Name, $"{step.Name} (the run itself)", "Failed"));
        return new Summary(
            outcomes.Count(outcome => outcome.State == "Passed"), outcomes.Count(outcome => outcome.State == "Skipped"),
            [.. outcomes.Where(outcome => outcome.State == "Failed").Select(outcome => outcome.Name).Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<(string Name, bool Passed)> Steps(string folder, string kind) =>
        Directory.GetFiles(folder, $"*.{kind}").Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file).Trim() == "0"));

    private static int Print(Summary summary)
    {
        foreach (var name in summary.Failed)
            Console.Out.WriteLine($"FAILED {name}");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{summary.Passed} passed, {summary.Failed.Count} failed, {summary.Skipped} skipped"));
        return summary.Failed.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<(string Runner, string Name, string State)> ReadTrx(string file) =>
        from result in XDocument.Load(file).Descendants(Trx + "UnitTestResult")
        select (Path.GetFileNameWithoutExtension(file), (string?)result.Attribute("testName") ?? "?", (string?)result.Attribute("outcome") switch
        {
            "Passed" => "Passed",
            "NotExecuted" => "Skipped",
            _ => "Failed",
        });

    private static IEnumerable<(string Runner, string Name, string State)> ReadJunit(string file) =>
        from test in XDocument.Load(file).Descendants("testcase")
        select (Path.GetFileName(file).Replace(".junit.xml", "", StringComparison.Ordinal), $"{test.Attribute("classname")?.Value} {test.Attribute("name")?.Value}",
            test.Element("failure") is not null || test.Element("error") is not null ? "Failed" : test.Element("skipped") is not null ? "Skipped" : "Passed");
}
