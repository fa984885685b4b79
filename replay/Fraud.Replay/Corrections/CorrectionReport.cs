namespace Fraud.Replay.Corrections;

/// <summary>What deciding a range again came to.</summary>
/// <param name="Applied">Payments that only brought states up to date.</param>
/// <param name="Redecided">Payments decided again.</param>
/// <param name="Corrections">Decisions that differ.</param>
/// <param name="OutcomesChanged">Of them, those with another outcome.</param>
public sealed record CorrectionReport(long Applied, long Redecided, long Corrections, long OutcomesChanged);
