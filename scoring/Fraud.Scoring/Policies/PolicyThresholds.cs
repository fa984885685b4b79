namespace Fraud.Scoring.Policies;

/// <summary>From which risk score on a payment is reviewed or declined.</summary>
/// <param name="Review">Lowest score that is reviewed, 1 to 1001; 1001 is never.</param>
/// <param name="Decline">Lowest score that is declined, at least <paramref name="Review"/>, at most 1001; 1001 is never.</param>
public sealed record PolicyThresholds(int Review, int Decline);
