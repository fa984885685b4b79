namespace Fraud.Contracts;

/// <summary>Marks a correction: a later decision about a payment, which is in force instead of an earlier one. Both stay on the log.</summary>
/// <param name="Record">Where the earlier decision stands on <c>decisions.v1</c>.</param>
/// <param name="Why">Why it was decided again, in words for an analyst.</param>
public sealed record Supersession(LogPosition Record, string Why);
