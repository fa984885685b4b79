namespace Fraud.Api.Overview;

/// <summary>How far the projection is behind the log.</summary>
/// <param name="Records">Records on the log that are not projected yet, as last seen.</param>
/// <param name="UpdatedAt">When that was seen, UTC; null before the first record.</param>
/// <param name="Rejected">Records left out because they could not be read.</param>
public sealed record ProjectionLag(long Records, DateTime? UpdatedAt, long Rejected);
