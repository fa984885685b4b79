using Fraud.Features;
using Fraud.Features.Redis;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Carries changed states of committed batches to Redis in the background, one flush at a time, each followed by the partition's reach.
/// States are encoded on the stage's thread between two batches, so a flush is a consistent picture.
/// </summary>
internal sealed class StateFlush(ScoringOptions options, FeatureStates states, IStateStore store, TimeProvider time, ILogger logger)
{
    private Task<IReadOnlyList<PartitionFlush>> _running = Task.FromResult<IReadOnlyList<PartitionFlush>>([]);
    private long _lastStart = time.GetTimestamp();

    /// <summary>Starts a flush when one is due and none is running; waits for the running one when too much is unflushed.</summary>
    /// <exception cref="StateFencedException">A newer owner has written.</exception>
    public void Advance(PartitionTable partitions, CancellationToken stop)
    {
        var unflushed = partitions.Owned.Sum(p => states.ChangedCount(p.Ownership.Partition));
        if (!_running.IsCompleted && unflushed < options.UnflushedMax)
            return;
        Complete(partitions);
        if (unflushed < options.UnflushedMax && time.GetElapsedTime(_lastStart) < options.FlushInterval)
            return;
        Start(partitions, stop);
    }

    /// <summary>Flushes everything that is committed and waits for it: the quick start of whoever comes next.</summary>
    public void Drain(PartitionTable partitions, CancellationToken stop)
    {
        Complete(partitions);
        Start(partitions, stop);
        Complete(partitions);
    }

    private void Start(PartitionTable partitions, CancellationToken stop)
    {
        var flushes = new List<PartitionFlush>();
        foreach (var owned in partitions.Owned)
        {
            if (owned.IsRecovering || owned.Applied <= owned.Flushed)
                continue;
            var writes = new List<StateWrite>(states.ChangedCount(owned.Ownership.Partition));
            states.TakeChanged(owned.Ownership.Partition, writes);
            flushes.Add(new PartitionFlush(owned.Ownership, writes, owned.Applied));
        }

        _lastStart = time.GetTimestamp();
        if (flushes.Count > 0)
            _running = Task.Run(() => WriteAsync(flushes, stop), CancellationToken.None);
    }

    private void Complete(PartitionTable partitions)
    {
        foreach (var done in _running.GetAwaiter().GetResult())
        {
            if (!partitions.Owns(done.Ownership.Partition) || partitions[done.Ownership.Partition].Ownership != done.Ownership)
                continue;
            if (done.Result == WriteResult.Fenced)
                throw new StateFencedException(done.Ownership.Partition);
            partitions[done.Ownership.Partition].Flushed = done.Reach;
        }

        _running = Task.FromResult<IReadOnlyList<PartitionFlush>>([]);
    }

    private async Task<IReadOnlyList<PartitionFlush>> WriteAsync(List<PartitionFlush> flushes, CancellationToken stop)
    {
        for (var i = 0; i < flushes.Count; i++)
            flushes[i] = flushes[i] with { Result = await WriteAsync(flushes[i], stop).ConfigureAwait(false) };
        return flushes;
    }

    private async Task<WriteResult> WriteAsync(PartitionFlush flush, CancellationToken stop)
    {
        var backoff = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                return await store.WriteAsync(flush.Ownership, flush.Writes, flush.Reach, stop).ConfigureAwait(false);
            }
            catch (StateStoreException e) when (e.IsTransient)
            {
                logger.LogWarning("States wait for Redis: {Reason}", e.Message);
                await Task.Delay(backoff, time, stop).ConfigureAwait(false);
                backoff = TimeSpan.FromMilliseconds(Math.Min(2_000, 2 * backoff.TotalMilliseconds));
            }
        }
    }

    private sealed record PartitionFlush(PartitionOwnership Ownership, List<StateWrite> Writes, long Reach)
    {
        public WriteResult Result { get; init; }
    }
}
