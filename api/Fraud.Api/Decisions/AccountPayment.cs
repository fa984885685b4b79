namespace Fraud.Api.Decisions;

/// <summary>A payment of an account with what was decided about it.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="AmountMinor">Amount in minor units.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="EventTime">When it happened, UTC.</param>
/// <param name="Outcome">approve, review or decline.</param>
/// <param name="Score">Risk score, 0 to 1000.</param>
/// <param name="MerchantId">Merchant, known for alerts only.</param>
/// <param name="Verdict">fraud or genuine, for alerts with a verdict.</param>
public sealed record AccountPayment(
    string PaymentId, long AmountMinor, string Currency, DateTime EventTime, string Outcome, int Score, string? MerchantId, string? Verdict);
