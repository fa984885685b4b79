using Fraud.Contracts;

namespace Fraud.Replay.Backtesting;

/// <summary>Payments with one pair of outcomes.</summary>
/// <param name="Baseline">What the baseline says.</param>
/// <param name="Candidate">What the candidate says.</param>
/// <param name="Payments">How many.</param>
/// <param name="Frauds">Fraudulent ones among them.</param>
public sealed record FlipCell(Outcome Baseline, Outcome Candidate, long Payments, long Frauds);
