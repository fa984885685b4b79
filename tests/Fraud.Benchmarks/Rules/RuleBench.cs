using System.CommandLine;
using Fraud.Benchmarks.Running;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;

namespace Fraud.Benchmarks.Rules;

/// <summary>Compiled rule conditions, beside the same condition written by hand as a delegate, and whole policies.</summary>
internal static class RuleBench
{
    private const int TimesPerRound = 1_000_000;

    private static readonly string[] Conditions =
    [
        "account.count_1h >= 5",
        "payment.amount > 100.0 && payment.country == 'DE'",
        "card.speed_kmh > 900 && card.distance_km > 200 && !payment.remote",
        "payment.amount_minor > 3 * account.amount_mean_30d && payment.entry_mode in ['magstripe', 'manual']",
        "payment.event_time.getHours() < 6 || payment.merchant_id.startsWith('M-')",
    ];

    public static Command Create()
    {
        var policy = new Option<string?>("--policy") { Description = "Policy to measure whole (default: 50 rules made for this bench)", HelpName = "FILE" };
        return BenchCommand.Create(
            "rules", "One compiled rule, and a whole policy.", [policy],
            (parsed, _) => Measure(parsed.GetValue(policy) is { } file ? File.ReadAllText(file) : FiftyRules.Text));
    }

    private static List<BenchFigure> Measure(string policyText)
    {
        var input = Input();
        var schema = new PolicySchema(FeatureCatalogue.Default, [], hasModel: false);
        var column = FeatureCatalogue.Default.IndexOf("account.count_1h");
        var figures = new List<BenchFigure>
        {
            Measure("by hand: account.count_1h >= 5", input, i => i.Vector[i.Offset + column] >= 5 ? CelTruth.True : CelTruth.False),
        };
        foreach (var condition in Conditions)
        {
            var expression = CelExpression.TryCheck(condition, schema, CelDialect.Rules, out var errors)
                ?? throw new InvalidOperationException($"{condition}: {errors[0]}");
            figures.Add(Measure(condition, input, expression.CompileCondition<RuleInput>()) with { Aim = "≤ 50" });
        }

        figures.AddRange(MeasurePolicy(policyText, input));
        return figures;
    }

    private static IEnumerable<BenchFigure> MeasurePolicy(string text, RuleInput input)
    {
        var policy = PolicyChecker.TryCheck(text, FeatureCatalogue.Default, out var wrong)
            ?? throw new InvalidOperationException($"The policy is wrong: {wrong[0]}");
        var compiled = CompiledPolicy.Compile(policy, FeatureCatalogue.Default, null);
        var outcomes = new RuleOutcomes();
        var (nanoseconds, bytes) = Rounds.Measure(TimesPerRound / policy.Rules.Count, times =>
        {
            for (var i = 0; i < times; i++)
                compiled.Evaluate(input, outcomes);
        });
        yield return new BenchFigure($"policy {policy.Name}, {policy.Rules.Count} rules", nanoseconds, "ns");
        yield return new BenchFigure("that is one rule", nanoseconds / policy.Rules.Count, "ns", "≤ 50");
        yield return new BenchFigure("allocated by the policy", bytes, "bytes", "0");
    }

    private static BenchFigure Measure(string name, RuleInput input, Func<RuleInput, CelTruth> condition)
    {
        var trueCount = 0;
        var (nanoseconds, bytes) = Rounds.Measure(TimesPerRound, times =>
        {
            for (var i = 0; i < times; i++)
                trueCount += condition(input).IsTrue ? 1 : 0;
        });
        return new BenchFigure($"{name} ({(trueCount > 0 ? "true" : "false")}, {bytes:0} bytes)", nanoseconds, "ns");
    }

    private static RuleInput Input()
    {
        var vector = new double[FeatureCatalogue.Default.Count];
        Array.Fill(vector, 1000.0);
        var input = new RuleInput();
        input.Load(
            new Payment
            {
                PaymentId = "P1",
                AccountId = "A1",
                CardId = "C1",
                MerchantId = "M-1",
                Mcc = "6051",
                AmountMinor = 50_000,
                Currency = "EUR",
                EventTimeMs = 1_772_452_800_000,
                Channel = "pos",
                EntryMode = "manual",
                Country = "DE",
            },
            vector,
            0,
            null);
        return input;
    }
}
