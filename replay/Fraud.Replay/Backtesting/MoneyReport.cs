namespace Fraud.Replay.Backtesting;

/// <summary>Money in one currency, in its minor unit.</summary>
/// <param name="FraudMinor">All fraudulent payments.</param>
/// <param name="FraudCaughtMinor">Fraudulent payments flagged.</param>
/// <param name="FraudDeclinedMinor">Fraudulent payments declined, part of those flagged.</param>
/// <param name="GoodReviewedMinor">Genuine payments held for review.</param>
/// <param name="GoodBlockedMinor">Genuine payments declined.</param>
public sealed record MoneyReport(
    long FraudMinor, long FraudCaughtMinor, long FraudDeclinedMinor, long GoodReviewedMinor, long GoodBlockedMinor);
