namespace Fraud.Simulator;

/// <summary>A customer's or account's row changes; null leaves a column as it is.</summary>
/// <param name="TimeMs">When, Unix milliseconds.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="AccountId">The customer's account.</param>
/// <param name="Email">New address.</param>
/// <param name="Phone">New number.</param>
/// <param name="SpendingLimitMinor">New limit for one payment, minor units.</param>
public sealed record ProfileChange(
    long TimeMs, string CustomerId, string AccountId, string? Email, string? Phone, long? SpendingLimitMinor) : SimulatedEvent(TimeMs);
