using Fraud.Contracts;
using Fraud.Features.Redis.Savepoints;

namespace Fraud.Worker.Savepoints;

/// <summary>Whether a stage may go on from a savepoint.</summary>
public static class SavepointFit
{
    /// <summary>Why a partition of a savepoint cannot be gone on from; null when it can.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="committed">Offset the group has committed.</param>
    /// <param name="logStart">Offset of the first record that is still on the log.</param>
    public static string? Obstacle(SavepointPartition partition, long committed, long logStart)
    {
        if (partition.Committed > committed)
        {
            return $"its states include records of {Topics.Payments}/{partition.Partition} up to offset {partition.Committed}, but the group has committed only "
                + $"{committed}: it belongs to another log, or the group was set back, and payments would be decided with states that know them already";
        }

        // Nothing stored means that everything is to be applied again.
        var start = Math.Max(partition.Reach, 0);
        return start < logStart && start < committed
            ? $"{Topics.Payments}/{partition.Partition} begins at offset {logStart} by now, and the records from {start} on are needed to bring the states up to date: take a newer savepoint"
            : null;
    }

    /// <summary>Why a stage cannot go on from a savepoint; null when it can.</summary>
    public static string? Obstacle(SavepointManifest manifest, GroupPositions positions, string group)
    {
        if (manifest.Topic != Topics.Payments || manifest.Group != group)
            return $"it is of group {manifest.Group} on {manifest.Topic}";
        if (!manifest.Partitions.Select(partition => partition.Partition).SequenceEqual(positions.Partitions))
            return $"it has {manifest.Partitions.Count} partitions, and {Topics.Payments} has {positions.Partitions.Count}";
        var committed = positions.Committed();
        return manifest.Partitions
            .Select(partition => Obstacle(partition, committed[partition.Partition], positions.Low(Topics.Payments, partition.Partition)))
            .FirstOrDefault(obstacle => obstacle is not null);
    }
}
