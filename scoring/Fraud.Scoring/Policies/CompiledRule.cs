using System.Runtime.CompilerServices;
using Fraud.Scoring.Cel;

namespace Fraud.Scoring.Policies;

/// <summary>A rule's condition as a delegate, and the event time from which on the rule is inactive.</summary>
/// <param name="Condition">The compiled condition.</param>
/// <param name="ActiveUntilMs">Unix milliseconds; <see cref="long.MinValue"/> for a disabled rule.</param>
internal readonly record struct CompiledRule(Func<RuleInput, CelTruth> Condition, long ActiveUntilMs)
{
    /// <summary>Compiles a rule down to machine code, so that its first payment is as fast as any.</summary>
    public static CompiledRule Compile(PolicyRule rule, PolicySchema schema)
    {
        var expression = CelExpression.TryCheck(rule.When, schema, CelDialect.Rules, out var errors)
            ?? throw new PolicyException($"Rule {rule.Id} cannot be evaluated: {errors[0]}.");
        var condition = expression.CompileCondition<RuleInput>();
        RuntimeHelpers.PrepareDelegate(condition);
        return new CompiledRule(condition, rule.Enabled ? rule.ExpiresMs ?? long.MaxValue : long.MinValue);
    }
}
