namespace Fraud.Scoring.Policies;

/// <summary>One difference between two policies.</summary>
/// <param name="Place">Where, e.g. <c>rule card-velocity: points</c> or <c>list blocked_ips: 192.0.2.1</c>.</param>
/// <param name="Before">What it was; null when it is new.</param>
/// <param name="After">What it is; null when it is gone.</param>
public sealed record PolicyChange(string Place, string? Before, string? After);
