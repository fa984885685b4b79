using Fraud.Scoring.Cel;

namespace Fraud.Scoring.Policies;

/// <summary>A rule's condition as a delegate, and the event time from which on the rule is inactive.</summary>
/// <param name="Condition">The compiled condition.</param>
/// <param name="ActiveUntilMs">Unix milliseconds; <see cref="long.MinValue"/> for a disabled rule.</param>
internal readonly record struct CompiledRule(Func<RuleInput, CelTruth> Condition, long ActiveUntilMs);
