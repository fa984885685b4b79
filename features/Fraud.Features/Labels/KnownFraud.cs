namespace Fraud.Features.Labels;

/// <summary>A payment that turned out to be fraudulent.</summary>
/// <param name="TimeMs">When it was made, Unix milliseconds.</param>
/// <param name="KnownMs">When that became known, Unix milliseconds.</param>
internal readonly record struct KnownFraud(long TimeMs, long KnownMs);
