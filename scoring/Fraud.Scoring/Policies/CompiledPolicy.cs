using Fraud.Features;
using Fraud.Scoring.Models;

namespace Fraud.Scoring.Policies;

/// <summary>
/// A policy ready to decide: its conditions as delegates, its lists indexed, its model loaded. Immutable and safe for concurrent use;
/// workers swap one reference to it.
/// </summary>
public sealed class CompiledPolicy
{
    private readonly CompiledRule[] _rules;
    private readonly PolicyListIndex[] _lists;
    private readonly RuleCombination _combination;

    internal CompiledPolicy(Policy policy, CompiledRule[] rules, PolicyListIndex[] lists, IRiskModel? model)
    {
        Policy = policy;
        Model = model;
        _rules = rules;
        _lists = lists;
        _combination = new RuleCombination(policy);
    }

    /// <summary>The policy.</summary>
    public Policy Policy { get; }

    /// <summary>Its stable name.</summary>
    public string Name => Policy.Name;

    /// <summary>Its version.</summary>
    public int Version => Policy.Version;

    /// <summary>Its digest, 16 hex digits.</summary>
    public string Digest => Policy.Digest;

    /// <summary>Its rules, in file order; the index of <see cref="RuleOutcomes"/>.</summary>
    public IReadOnlyList<PolicyRule> Rules => Policy.Rules;

    /// <summary>Its model; null for rules alone.</summary>
    public IRiskModel? Model { get; }

    /// <summary>The score points that a probability gives under this policy, 0 to 1000; 0 without a model.</summary>
    /// <param name="probability">0 to 1, or NaN for none.</param>
    public int ModelPoints(double probability) => _combination.ModelPoints(probability);

    /// <summary>Compiles a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="catalogue">The features that its vectors hold.</param>
    /// <param name="model">The model it refers to; null when there is none, which makes <c>model.probability</c> a missing value.</param>
    /// <exception cref="PolicyException">A condition does not check against this catalogue.</exception>
    public static CompiledPolicy Compile(Policy policy, FeatureCatalogue catalogue, IRiskModel? model)
    {
        var schema = new PolicySchema(catalogue, [.. policy.Lists.Select(list => list.Name)], policy.Model is not null);
        return new CompiledPolicy(
            policy,
            [.. policy.Rules.Select(rule => CompiledRule.Compile(rule, schema))],
            [.. policy.Lists.Select(list => new PolicyListIndex(list))],
            model);
    }

    /// <summary>Evaluates every active rule. Allocates nothing once <paramref name="outcomes"/> has grown to the policy's size.</summary>
    /// <param name="input">The loaded payment.</param>
    /// <param name="outcomes">Receives what each rule came to.</param>
    public void Evaluate(RuleInput input, RuleOutcomes outcomes)
    {
        input.Lists = _lists;
        outcomes.Reset(_rules.Length);
        var eventTimeMs = input.Payment.EventTimeMs;
        for (var index = 0; index < _rules.Length; index++)
        {
            ref readonly var rule = ref _rules[index];
            if (eventTimeMs < rule.ActiveUntilMs)
                outcomes.Set(index, rule.Condition(input));
            else
                outcomes.SetInactive(index);
        }
    }

    /// <summary>Evaluates the rules and combines them with the model's probability. Pure: the same input gives the same verdict.</summary>
    /// <param name="input">The loaded payment.</param>
    /// <param name="outcomes">Receives what each rule came to.</param>
    public PolicyVerdict Decide(RuleInput input, RuleOutcomes outcomes)
    {
        Evaluate(input, outcomes);
        return _combination.Combine(outcomes, input.Probability);
    }
}
