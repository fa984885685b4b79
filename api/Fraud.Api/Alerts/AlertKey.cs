namespace Fraud.Api.Alerts;

/// <summary>Which alert: a payment id is unique within its account only.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="AccountId">Its account.</param>
public sealed record AlertKey(string PaymentId, string AccountId);
