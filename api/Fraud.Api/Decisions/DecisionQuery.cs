namespace Fraud.Api.Decisions;

/// <summary>Which decision.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="AccountId">Its account; null for any.</param>
internal sealed record DecisionQuery(string PaymentId, string? AccountId);
