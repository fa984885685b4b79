namespace Fraud.Features.Redis.Savepoints;

/// <summary>What the store knows of one partition's owner.</summary>
/// <param name="Generation">Generation of the newest owner; 0 for none.</param>
/// <param name="Reach">Next offset to re-apply from; −1 when no states are stored.</param>
/// <param name="Step">Number of writes.</param>
/// <param name="Restoring">The savepoint that is being restored; null for none.</param>
public sealed record StoredPartition(long Generation, long Reach, long Step, string? Restoring);
