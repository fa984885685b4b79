using System.Text.RegularExpressions;
using Xunit;

namespace Fraud.UnitTests.Architecture;

/// <summary>What ARCHITECTURE.md says happens when something fails is what a test shows.</summary>
public sealed partial class FailureTableTests
{
    private const int TestColumn = 4;

    [Fact]
    public void Every_row_names_tests_and_every_named_test_exists()
    {
        var tests = Repository.Files("*.cs").Where(file => file.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => Declaration().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))))
            .Select(match => match.Groups[1].Value).ToHashSet();
        var rows = Rows();

        Assert.True(rows.Count > 5);
        Assert.All(rows, row =>
        {
            var named = Name().Matches(row.Split('|')[TestColumn]).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, tests));
        });
    }

    private static List<string> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "ARCHITECTURE.md"))
            .SkipWhile(line => !line.StartsWith("| fails |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|')),
    ];

    [GeneratedRegex(@"\[(?:Fact|Theory|ApacheKafkaFact)[^\n]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
