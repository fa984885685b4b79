using Fraud.Contracts;

namespace Fraud.Scoring.Policies;

/// <summary>What a policy says about one payment.</summary>
/// <param name="Outcome">What the payment system is told.</param>
/// <param name="Score">Risk score, 0 to 1000.</param>
/// <param name="Reasons">Why, heaviest first; empty for an unremarkable payment.</param>
public readonly record struct PolicyVerdict(Outcome Outcome, int Score, IReadOnlyList<Reason> Reasons);
