namespace Fraud.Worker;

/// <summary>
/// Another worker has taken the partition's states over. The session ends and joins anew: if the group still gives it the partition, it
/// takes a newer generation; if not, it was the zombie.
/// </summary>
/// <param name="partition">The partition.</param>
internal sealed class StateFencedException(int partition)
    : Exception($"The states of partition {partition} have a newer owner.");
