namespace Fraud.Scoring.Policies;

/// <summary>One entry of a list.</summary>
/// <param name="Value">What is listed, compared exactly.</param>
/// <param name="Reason">Why; null when not given.</param>
/// <param name="Author">Who listed it; null when not given.</param>
/// <param name="ExpiresMs">Event time from which on it is no longer listed, Unix milliseconds; null for never.</param>
public sealed record PolicyListEntry(string Value, string? Reason = null, string? Author = null, long? ExpiresMs = null);
