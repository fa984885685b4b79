namespace Fraud.Features.Profiles;

/// <summary>What the bank's own tables say of an account and its customer, as of a log position.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="CustomerId">Its customer; null when unknown.</param>
/// <param name="HomeCountry">ISO 3166 alpha-2: the account's, else the customer's; null when neither has one.</param>
/// <param name="SpendingLimitMinor">Limit in minor units; null when there is none.</param>
/// <param name="OpenedAtMs">When the account was opened, Unix milliseconds; null when unknown.</param>
/// <param name="ContactChangedAtMs">When the customer's e-mail address or telephone number changed last; null when never seen to change.</param>
/// <param name="Status">The account's status as the table has it; null when unknown.</param>
public readonly record struct Profile(
    string AccountId,
    string? CustomerId,
    string? HomeCountry,
    long? SpendingLimitMinor,
    long? OpenedAtMs,
    long? ContactChangedAtMs,
    string? Status);
