using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker.Savepoints;

/// <summary>
/// What a partition starts from when the store knows nothing of it though the group has decided payments: the newest savepoint that fits, else the
/// log from its first record, else nothing at all.
/// </summary>
internal sealed class StateRebuild(ScoringOptions options, IStateStore store, ILogger logger)
{
    private const int WrittenAtOnce = 2_000;

    /// <summary>Puts what there is into the store.</summary>
    /// <param name="owner">The partition, owned, with nothing stored.</param>
    /// <param name="committed">Offset the group has committed, above 0.</param>
    /// <param name="logStart">Offset of the first record that is still on the log.</param>
    /// <returns>The partition with the reach to start from; −1 for the beginning of the log.</returns>
    /// <exception cref="StageException">No savepoint fits, and the log no longer has its first records.</exception>
    public PartitionOwnership Rebuild(PartitionOwnership owner, long committed, long logStart)
    {
        foreach (var savepoint in Savepoints())
        {
            if (TryRestore(savepoint, owner, committed, logStart) is { } restored)
                return restored;
        }

        if (logStart > 0 && !options.AcceptLostHistory)
            throw StageException.StatesGone(owner.Partition, committed, logStart, options.SavepointFolder);
        logger.LogWarning("{Topic}/{Partition}: no states are stored; they are built from the log, {Count} records", Topics.Payments, owner.Partition, committed - logStart);
        return owner;
    }

    private IReadOnlyList<Savepoint> Savepoints() => options.SavepointFolder is { } folder
        ? new SavepointFolder(folder).List(damaged => logger.LogWarning("Savepoint left out: {Reason}", damaged.Message))
        : [];

    private PartitionOwnership? TryRestore(Savepoint savepoint, PartitionOwnership owner, long committed, long logStart)
    {
        var manifest = savepoint.Manifest;
        if (manifest.Topic != Topics.Payments || manifest.Group != options.GroupId
            || manifest.Partitions.FirstOrDefault(p => p.Partition == owner.Partition) is not { Reach: >= 0 } partition)
            return null;
        try
        {
            if (SavepointFit.Obstacle(partition, committed, logStart) is { } obstacle)
                throw new SavepointException(obstacle);
            savepoint.Verify(partition);
        }
        catch (SavepointException e)
        {
            logger.LogWarning("Savepoint {Name} left out: {Reason}", manifest.Name, e.Message);
            return null;
        }

        logger.LogWarning("{Topic}/{Partition}: no states are stored; savepoint {Name} is restored", Topics.Payments, owner.Partition, manifest.Name);
        foreach (var states in savepoint.Read(partition).Chunk(WrittenAtOnce))
            Write(owner, [.. states.Select(state => new StateWrite(state.Key, partition.Reach, state.Bytes))], reach: -1);
        Write(owner, [], partition.Reach);
        return owner with { Reach = partition.Reach };
    }

    /// <summary>Without a reach until all is written: broken off, it begins anew.</summary>
    private void Write(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach)
    {
        if (store.WriteAsync(owner, states, reach, CancellationToken.None).GetAwaiter().GetResult() == WriteResult.Fenced)
            throw new StateFencedException(owner.Partition);
    }
}
