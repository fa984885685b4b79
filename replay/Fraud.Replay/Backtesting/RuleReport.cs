namespace Fraud.Replay.Backtesting;

/// <summary>What one rule did.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hits">Payments on which it hit.</param>
/// <param name="HitRate">Their share of all payments decided.</param>
/// <param name="FraudHits">Fraudulent payments among them.</param>
/// <param name="Precision">Share of its hits that were fraudulent; null when it never hit.</param>
/// <param name="UniqueCatch">Fraudulent payments that were flagged and on which no other rule hit.</param>
/// <param name="NotEnoughHistory">Payments on which a value it needs was missing.</param>
/// <param name="Failed">Payments on which its condition failed, e.g. by a division by zero.</param>
/// <param name="Inactive">Payments on which it was disabled or expired.</param>
public sealed record RuleReport(
    string Id, long Hits, double HitRate, long FraudHits, double? Precision, long UniqueCatch, long NotEnoughHistory, long Failed, long Inactive);
