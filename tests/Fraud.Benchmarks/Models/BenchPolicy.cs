using Fraud.Benchmarks.Rules;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Policies;

namespace Fraud.Benchmarks.Models;

/// <summary>Fifty rules and a hundred trees: the work every bench of the whole path does.</summary>
internal static class BenchPolicy
{
    /// <summary>Partitions of the payments topic.</summary>
    public const int Partitions = 4;

    private const int RuleCount = 50;

    public static CompiledPolicy Compile()
    {
        var policy = PolicyChecker.TryCheck(ManyRules.Text(RuleCount), FeatureCatalogue.Default, out var wrong)
            ?? throw new InvalidOperationException($"The policy is wrong: {wrong[0]}");
        return CompiledPolicy.Compile(policy, FeatureCatalogue.Default, HundredTrees.Grow(FeatureRows.Make(accounts: 200, count: 20_000, keep: 2_000)));
    }

    /// <summary>A partition of the account's own; any fixed one does.</summary>
    public static int PartitionOf(Payment payment) => payment.AccountId[^1] % Partitions;
}
