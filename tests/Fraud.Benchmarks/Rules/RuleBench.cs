using System.CommandLine;
using Fraud.Benchmarks.Running;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;

namespace Fraud.Benchmarks.Rules;

/// <summary>
/// Rule conditions compiled, interpreted and written by hand as a delegate, and whole policies. cel-go takes 250 to 2 000 ns for rules of this
/// kind.
/// </summary>
internal static class RuleBench
{
    private const int TimesPerRound = 1_000_000;
    private const int TimesInterpreted = 50_000;

    private static readonly int[] PolicySizes = [50, 200];

    public static Command Create()
    {
        var policy = new Option<string?>("--policy")
        {
            Description = "Policy to measure whole (default: policies of 50 and of 200 rules made for this bench)",
            HelpName = "FILE",
        };
        return BenchCommand.Create(
            "rules", "One rule compiled, interpreted and written by hand, and a whole policy.", [policy],
            (parsed, _) => Measure(parsed.GetValue(policy) is { } file ? [File.ReadAllText(file)] : [.. PolicySizes.Select(ManyRules.Text)]));
    }

    private static List<BenchFigure> Measure(IEnumerable<string> policies)
    {
        var input = Input();
        var schema = new PolicySchema(FeatureCatalogue.Default, [], hasModel: false);
        var figures = new List<BenchFigure>();
        foreach (var (condition, byHand) in HandWritten.Conditions)
        {
            var expression = CelExpression.TryCheck(condition, schema, CelDialect.Rules, out var errors)
                ?? throw new InvalidOperationException($"{condition}: {errors[0]}");
            figures.Add(Measure(condition, input, expression.CompileCondition<RuleInput>(), TimesPerRound) with { Aim = "≤ 50" });
            figures.Add(Measure("  by hand", input, byHand, TimesPerRound));
            figures.Add(Measure("  interpreted", input, expression.InterpretCondition<RuleInput>(), TimesInterpreted));
        }

        figures.AddRange(policies.SelectMany(text => MeasurePolicy(text, input)));
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
        yield return new BenchFigure($"policy {policy.Name}, {policy.Rules.Count} rules", nanoseconds, "ns", "≤ 5000");
        yield return new BenchFigure("  one rule of it", nanoseconds / policy.Rules.Count, "ns", "≤ 50");
        yield return new BenchFigure("  allocated by it", bytes, "bytes", "0");
    }

    private static BenchFigure Measure(string name, RuleInput input, Func<RuleInput, CelTruth> condition, int times)
    {
        var trueCount = 0;
        var (nanoseconds, bytes) = Rounds.Measure(times, count =>
        {
            for (var i = 0; i < count; i++)
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
