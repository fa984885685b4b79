namespace Fraud.Features.Redis;

/// <summary>The right to write one partition's states, until a newer owner acquires it.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Generation">Rises by one with every owner.</param>
/// <param name="Reach">Next offset to re-apply from, as stored when acquired; −1 when nothing is stored.</param>
public readonly record struct PartitionOwnership(int Partition, long Generation, long Reach);
