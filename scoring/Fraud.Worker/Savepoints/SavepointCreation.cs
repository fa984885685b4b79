using Fraud.Contracts;
using Fraud.Features.Redis.Savepoints;

namespace Fraud.Worker.Savepoints;

/// <summary>
/// Takes a savepoint while the stage runs. In this order, on which it rests:
/// <code>
///   ends of decisions.v1 ─► reach of each partition ─► all states, each as of some moment ─► committed offsets ─► manifest, name
/// </code>
/// Every record before the reach is in the states, because the reach is written after them. No state holds a record at or behind the committed
/// offset, because states are written after the commit. What lies between, each state's own tag tells.
/// </summary>
public sealed class SavepointCreation(SavepointTarget target, SavepointFolder folder, TimeProvider time)
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name; null makes one of the time.</param>
    /// <param name="progress">Told from time to time.</param>
    /// <param name="stop">Gives up; nothing stays.</param>
    /// <exception cref="SavepointException">There is one of that name, or Redis lost writes meanwhile.</exception>
    public async Task<Savepoint> CreateAsync(string? name, IProgress<SavepointProgress> progress, CancellationToken stop)
    {
        using var positions = new GroupPositions(target.Kafka, target.GroupId, target.KafkaTimeout);
        await using var redis = await RedisSavepoints.ConnectAsync(target.Redis).ConfigureAwait(false);
        using var draft = folder.Begin(name ?? time.GetUtcNow().ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var partition in positions.Partitions)
            draft.Add(partition);
        var decisions = positions.Partitions.ToDictionary(partition => partition, partition => positions.StableEnd(Topics.Decisions, partition));
        var runs = await redis.RunsAsync().ConfigureAwait(false);
        var before = await redis.OwnersAsync(positions.Partitions).ConfigureAwait(false);
        await CopyAsync(redis, draft, positions.Partitions.Count, progress, stop).ConfigureAwait(false);
        var after = await redis.OwnersAsync(positions.Partitions).ConfigureAwait(false);
        if (await redis.RunsAsync().ConfigureAwait(false) != runs || !before.Zip(after).All(pair => IsContinued(pair.First, pair.Second)))
            throw new SavepointException("Redis was started again, emptied or restored while its states were copied, so that some may be older than others: take the savepoint again.");
        var committed = positions.Committed();
        for (var i = 0; i < after.Count; i++)
        {
            if (committed[positions.Partitions[i]] < after[i].Reach)
                throw StageException.StateAheadOfLog(target.Redis.Namespace, positions.Partitions[i], after[i].Reach, committed[positions.Partitions[i]]);
        }

        return draft.Complete(files => new SavepointManifest
        {
            Name = draft.Name,
            Created = time.GetUtcNow(),
            Topic = Topics.Payments,
            Group = target.GroupId,
            Partitions = [.. files.Select((file, i) => file with
            {
                Generation = before[i].Generation,
                Reach = before[i].Reach,
                Committed = committed[file.Partition],
                Decisions = decisions[file.Partition],
            })],
        });
    }

    private static async Task CopyAsync(RedisSavepoints redis, SavepointDraft draft, int partitions, IProgress<SavepointProgress> progress, CancellationToken stop)
    {
        long copied = 0;
        await redis.CopyAsync(states =>
        {
            if (states.Count > 0 && states[0].Key.Partition >= partitions)
                throw new SavepointException($"Redis holds states of partition {states[0].Key.Partition}, but {Topics.Payments} has {partitions}: they belong to another log.");
            foreach (var state in states)
                draft.Write(state);
            copied += states.Count;
            progress.Report(new SavepointProgress("copying states", copied, null));
        }, stop).ConfigureAwait(false);
    }

    private static bool IsContinued(StoredPartition before, StoredPartition after) =>
        before.Restoring is null && after.Restoring is null && after.Step >= before.Step && after.Generation >= before.Generation && after.Reach >= before.Reach;
}
