namespace Fraud.Scoring.Policies;

/// <summary>Which model a policy uses and how much its probability weighs.</summary>
/// <param name="Bundle">Id of the model bundle, or the path of its folder relative to the policy file.</param>
/// <param name="Weight">Share of the 1000 score points that a probability of 1 gives, 0 to 1.</param>
public sealed record PolicyModel(string Bundle, double Weight);
