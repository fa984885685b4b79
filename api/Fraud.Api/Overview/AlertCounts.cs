namespace Fraud.Api.Overview;

/// <summary>Alerts by the state of the work on them.</summary>
/// <param name="Open">Nobody has taken them.</param>
/// <param name="Assigned">Somebody works on them.</param>
/// <param name="Fraud">Closed as fraud.</param>
/// <param name="Genuine">Closed as genuine.</param>
public sealed record AlertCounts(long Open, long Assigned, long Fraud, long Genuine);
