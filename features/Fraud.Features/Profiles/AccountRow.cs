namespace Fraud.Features.Profiles;

/// <summary>What is kept of a row of <c>accounts</c>.</summary>
internal readonly record struct AccountRow(string? CustomerId, string? HomeCountry, long? SpendingLimitMinor, long? OpenedAtMs, string? Status);
