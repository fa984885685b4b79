using System.Text.RegularExpressions;
using Xunit;

namespace Fraud.UnitTests.Architecture;

/// <summary>What a table says happens is what a test shows: in ARCHITECTURE.md when something fails, in the README of the embedded log for each part of the protocol.</summary>
public sealed partial class FailureTableTests
{
    [Theory]
    [InlineData("ARCHITECTURE.md", "| fails |", 4)]
    [InlineData("ingest/Fraud.Broker/README.md", "| behaviour |", 2)]
    public void Every_row_names_tests_and_every_named_test_exists(string file, string header, int testColumn)
    {
        var tests = Repository.Files("*.cs").Where(source => source.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(source => Declaration().Matches(File.ReadAllText(Path.Combine(Repository.Root, source))))
            .Select(match => match.Groups[1].Value).ToHashSet();
        var rows = Rows(file, header);

        Assert.True(rows.Count > 5);
        Assert.All(rows, row =>
        {
            var named = Name().Matches(row.Split('|')[testColumn]).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, tests));
        });
    }

    private static List<string> Rows(string file, string header) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, file))
            .SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|')),
    ];

    [GeneratedRegex(@"\[(?:Fact|Theory|ApacheKafkaFact)[^\n]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
