using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Policies;
using Fraud.UnitTests.Architecture;
using Xunit;

namespace Fraud.UnitTests.Policies;

/// <summary>Policies and inputs for the tests of this folder.</summary>
internal static class Samples
{
    public const string Small = """
        name: small
        version: 1
        thresholds: { review: 300, decline: 700 }
        rules:
          - id: large
            name: Large amount
            when: payment.amount > 100.0
            points: 300
            code: LARGE
            sentence: The amount is large.
        """;

    public static string DefaultText { get; } = File.ReadAllText(Path.Combine(Repository.Root, "scoring/policies/card-fraud.yaml"));

    public static Policy Checked(string text)
    {
        var policy = PolicyChecker.TryCheck(text, FeatureCatalogue.Default, out var errors);
        Assert.Empty(errors);
        return policy!;
    }

    public static CompiledPolicy Compiled(string text) => CompiledPolicy.Compile(Checked(text), FeatureCatalogue.Default, null);

    /// <summary>A policy of the given rules, one a line: <c>CODE | points or outcome | condition</c>.</summary>
    public static CompiledPolicy OfRules(string rules, string extra = "") => Compiled(string.Join('\n', rules.Split('\n')
        .Where(line => line.Contains('|', StringComparison.Ordinal))
        .Select(line => line.Split('|', 3, StringSplitOptions.TrimEntries))
        .Select(parts => $"  - {{ id: {parts[0].ToLowerInvariant()}, name: {parts[0]}, when: \"{parts[2]}\", code: {parts[0]}, sentence: S, "
            + $"{(char.IsLetter(parts[1][0]) ? "outcome" : "points")}: {parts[1]} }}")
        .Prepend($"name: test\nversion: 1\nthresholds: {{ review: 300, decline: 700 }}\n{extra}\nrules:")));

    public static Payment Payment(long amountMinor = 2000, string eventTime = "2026-03-02T12:00:00Z") => new()
    {
        PaymentId = "P1",
        AccountId = "A1",
        MerchantId = "M1",
        AmountMinor = amountMinor,
        Currency = "EUR",
        EventTimeMs = DateTimeOffset.Parse(eventTime, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
    };

    public static RuleInput Input(Payment payment, double? probability = null, params (string Name, double Value)[] features)
    {
        var vector = new double[FeatureCatalogue.Default.Count];
        Array.Fill(vector, double.NaN);
        foreach (var (name, value) in features)
            vector[FeatureCatalogue.Default.IndexOf(name)] = value;
        var input = new RuleInput();
        input.Load(payment, vector, 0, probability);
        return input;
    }
}
