namespace Fraud.Api.Overview;

/// <summary>How often a rule hit or a reason was given.</summary>
/// <param name="Name">Rule id or reason code.</param>
/// <param name="Hits">How often.</param>
public sealed record HitCount(string Name, long Hits);
