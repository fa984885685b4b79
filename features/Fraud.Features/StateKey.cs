namespace Fraud.Features;

/// <summary>Names one state: what one input partition knows of one entity. It has exactly one writer, the partition's owner.</summary>
/// <param name="Partition">Input partition that feeds it.</param>
/// <param name="Kind">Kind of entity.</param>
/// <param name="Id">The entity's id as the payments carry it.</param>
public readonly record struct StateKey(int Partition, EntityKind Kind, string Id);
