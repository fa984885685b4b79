using Fraud.Contracts;

namespace Fraud.Replay.Backtesting;

/// <summary>One payment on which the policies do not agree.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="Line">Its line in the source, from 1.</param>
/// <param name="AmountMinor">Amount in minor units.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Fraud">The truth; false where it is not known.</param>
/// <param name="Baseline">What the baseline says.</param>
/// <param name="BaselineScore">Its risk score.</param>
/// <param name="BaselineReasons">Its reason codes.</param>
/// <param name="Candidate">What the candidate says.</param>
/// <param name="CandidateScore">Its risk score.</param>
/// <param name="CandidateReasons">Its reason codes.</param>
public sealed record FlipExample(
    string PaymentId, string AccountId, long Line, long AmountMinor, string Currency, bool Fraud,
    Outcome Baseline, int BaselineScore, IReadOnlyList<string> BaselineReasons,
    Outcome Candidate, int CandidateScore, IReadOnlyList<string> CandidateReasons);
