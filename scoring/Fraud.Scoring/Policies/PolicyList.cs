namespace Fraud.Scoring.Policies;

/// <summary>A named list, e.g. of blocked merchants, that conditions ask with <c>payment.merchant_id in lists.name</c>.</summary>
/// <param name="Name">Its name in expressions, snake_case.</param>
/// <param name="Entries">Its entries; a value stands once.</param>
public sealed record PolicyList(string Name, IReadOnlyList<PolicyListEntry> Entries);
