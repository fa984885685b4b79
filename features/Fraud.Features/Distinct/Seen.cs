namespace Fraud.Features.Distinct;

/// <summary>A value and when it was seen last.</summary>
/// <param name="TimeMs">Unix milliseconds, as it counts.</param>
/// <param name="Value">The kept bytes of its hash.</param>
internal readonly record struct Seen(long TimeMs, uint Value);
