using System.Text.Json;
using Fraud.Host.Commands.Rules;
using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel.Conformance;

public class ConformanceTests
{
    [Fact]
    public void The_cases_of_the_specification_have_the_results_it_says()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cel", "Conformance", "conformance.ndjson"));

        Assert.True(lines.Length > 1000);
        Assert.Empty(lines.AsParallel().Select(Disagreement).Where(difference => difference is not null));
    }

    private static string? Disagreement(string line)
    {
        using var given = JsonDocument.Parse(line);
        var answer = BatchEvaluation.Answer(line);
        using var answered = JsonDocument.Parse(answer);
        var agrees = given.RootElement.GetProperty("expect").TryGetProperty("value", out var expected)
            ? answered.RootElement.TryGetProperty("value", out var value) && AreSame(TaggedValue.Read(expected), TaggedValue.Read(value))
            : answered.RootElement.TryGetProperty("error", out _);
        return agrees ? null : $"{line} was answered by {answer}";
    }

    private static bool AreSame(CelValue left, CelValue right) => left.Kind == right.Kind && left == right;
}
