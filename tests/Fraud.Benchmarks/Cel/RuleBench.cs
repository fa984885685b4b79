using System.Diagnostics;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;

namespace Fraud.Benchmarks.Cel;

/// <summary>
/// Time and allocation of compiled rule conditions, beside the same condition written by hand as a delegate, in one run. Each figure is the
/// median of several rounds, so that a round disturbed by another process does not count.
/// </summary>
public static class RuleBench
{
    private const int Rounds = 15;
    private const int TimesPerRound = 1_000_000;

    private static readonly string[] Conditions =
    [
        "account.count_1h >= 5",
        "payment.amount > 100.0 && payment.country == 'DE'",
        "card.speed_kmh > 900 && card.distance_km > 200 && !payment.remote",
        "payment.amount_minor > 3 * account.amount_mean_30d && payment.entry_mode in ['magstripe', 'manual']",
        "payment.event_time.getHours() < 6 || payment.merchant_id.startsWith('M-')",
    ];

    /// <summary>Measures each condition, the hand-written delegate and a whole policy.</summary>
    /// <param name="policyText">The policy.</param>
    public static IReadOnlyList<RuleFigure> Measure(string policyText)
    {
        var input = Input();
        var schema = new PolicySchema(FeatureCatalogue.Default, [], hasModel: false);
        var column = FeatureCatalogue.Default.IndexOf("account.count_1h");
        var figures = new List<RuleFigure>
        {
            Measure("by hand: account.count_1h >= 5", TimesPerRound, input, i => i.Vector[i.Offset + column] >= 5 ? CelTruth.True : CelTruth.False),
        };
        foreach (var condition in Conditions)
        {
            var expression = CelExpression.TryCheck(condition, schema, CelDialect.Rules, out var errors)
                ?? throw new InvalidOperationException($"{condition}: {errors[0]}");
            figures.Add(Measure(condition, TimesPerRound, input, expression.CompileCondition<RuleInput>()));
        }

        var policy = PolicyChecker.TryCheck(policyText, FeatureCatalogue.Default, out var wrong)
            ?? throw new InvalidOperationException($"The policy is wrong: {wrong[0]}");
        var compiled = CompiledPolicy.Compile(policy, FeatureCatalogue.Default, null);
        var outcomes = new RuleOutcomes();
        figures.Add(Measure($"policy {policy.Name}: {policy.Rules.Count} rules", TimesPerRound / 40, input, i =>
        {
            compiled.Evaluate(i, outcomes);
            return outcomes.Truth(0);
        }));
        return figures;
    }

    private static RuleFigure Measure(string name, int times, RuleInput input, Func<RuleInput, CelTruth> condition)
    {
        var nanoseconds = new double[Rounds];
        var trueCount = Run(times, input, condition);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(times, input, condition);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            trueCount += Run(times, input, condition);
            nanoseconds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
        }

        Array.Sort(nanoseconds);
        return new RuleFigure(name, nanoseconds[Rounds / 2], (double)allocated / times, trueCount > 0);
    }

    private static int Run(int times, RuleInput input, Func<RuleInput, CelTruth> condition)
    {
        var trueCount = 0;
        for (var i = 0; i < times; i++)
        {
            if (condition(input).IsTrue)
                trueCount++;
        }

        return trueCount;
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
