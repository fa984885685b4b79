using Fraud.Features;
using Fraud.Features.Redis;

namespace Fraud.Worker;

/// <summary>
/// Carries changed states of committed batches to Redis in the background, one flush at a time, each followed by the partition's reach. A flush
/// is a picture of one moment between two batches. It is encoded on the stage's thread, some states after each batch, so that no batch waits for
/// all of them. How often states are flushed follows from how long the store takes: writing them is never most of what it does.
/// </summary>
internal sealed class StateFlush(ScoringOptions options, FeatureStates states, IStateStore store, TimeProvider time)
{
    /// <summary>States encoded after one batch, at least; a millisecond's work.</summary>
    private const int EncodedMin = 500;

    /// <summary>Batches after which a flush is encoded, at most.</summary>
    private const int EncodedBatchesMax = 32;

    /// <summary>The pause after a flush, as a multiple of what it took.</summary>
    private const int PauseFactor = 9;

    private readonly List<Picture> _encoding = [];
    private Task<IReadOnlyList<PartitionFlush>> _running = Task.FromResult<IReadOnlyList<PartitionFlush>>([]);
    private long _begun = time.GetTimestamp();
    private long _written;
    private TimeSpan _pause = options.FlushInterval;

    /// <summary>A flush may begin, once nothing uncommitted is in the states.</summary>
    public bool IsDue(PartitionTable partitions) =>
        _encoding.Count == 0 && (IsFull(partitions) || (_running.IsCompleted && time.GetElapsedTime(_begun) >= _pause));

    /// <summary>Takes the next step of a flush; waits for the running one when too much is unflushed.</summary>
    /// <param name="partitions">The partitions owned.</param>
    /// <param name="mayBegin">The states hold nothing uncommitted.</param>
    /// <param name="stop">Ends waiting for the store.</param>
    /// <exception cref="StateFencedException">A newer owner has written.</exception>
    public void Advance(PartitionTable partitions, bool mayBegin, CancellationToken stop)
    {
        var isFull = IsFull(partitions);
        if (_encoding.Count > 0)
        {
            Encode(partitions, isFull);
            return;
        }

        if (!_running.IsCompleted && !isFull)
            return;
        Complete(partitions, stop);
        if (mayBegin && (isFull || time.GetElapsedTime(_begun) >= _pause))
            Begin(partitions);
    }

    /// <summary>Flushes everything that is committed and waits for it: the quick start of whoever comes next.</summary>
    /// <exception cref="OperationCanceledException">The store did not take it in time.</exception>
    public void Drain(PartitionTable partitions, CancellationToken giveUp)
    {
        Encode(partitions, whole: true);
        Complete(partitions, giveUp);
        Begin(partitions);
        Encode(partitions, whole: true);
        Complete(partitions, giveUp);
    }

    private bool IsFull(PartitionTable partitions) => partitions.Owned.Sum(p => states.ChangedCount(p.Ownership.Partition)) >= options.UnflushedMax;

    private void Begin(PartitionTable partitions)
    {
        _begun = time.GetTimestamp();
        foreach (var owned in partitions.Owned)
        {
            if (owned.IsRecovering || owned.Applied <= owned.Flushed)
                continue;
            var snapshot = states.BeginSnapshot(owned.Ownership.Partition);
            _encoding.Add(new Picture(owned.Ownership, snapshot, Math.Max(EncodedMin, snapshot.PendingCount / EncodedBatchesMax), owned.Applied));
        }
    }

    private void Encode(PartitionTable partitions, bool whole)
    {
        // A partition that went to another worker took its picture along.
        _encoding.RemoveAll(picture => !partitions.Owns(picture.Ownership.Partition) || partitions[picture.Ownership.Partition].Ownership != picture.Ownership);
        var isComplete = true;
        foreach (var picture in _encoding)
            isComplete &= picture.Snapshot.Advance(whole ? int.MaxValue : picture.Step);
        if (!isComplete || _encoding.Count == 0)
            return;
        var flushes = _encoding.ConvertAll(picture => new PartitionFlush(picture.Ownership, picture.Snapshot.Writes(), picture.Reach));
        _encoding.Clear();
        // Not cancelled by a stop, which waits for it: what was begun in the last moment is the last that there is.
        _running = Task.Run(() => WriteAsync(flushes));
    }

    private void Complete(PartitionTable partitions, CancellationToken stop)
    {
        foreach (var done in _running.WaitAsync(stop).GetAwaiter().GetResult())
        {
            if (!partitions.Owns(done.Ownership.Partition) || partitions[done.Ownership.Partition].Ownership != done.Ownership)
                continue;
            if (done.Result == WriteResult.Fenced)
                throw new StateFencedException(done.Ownership.Partition);
            partitions[done.Ownership.Partition].Flushed = done.Reach;
        }

        if (_written != 0)
        {
            var pause = PauseFactor * time.GetElapsedTime(_begun, Interlocked.Exchange(ref _written, 0));
            _pause = pause < options.FlushInterval ? options.FlushInterval : pause > options.FlushIntervalMax ? options.FlushIntervalMax : pause;
            states.EvictIdle(options.StatesInMemoryMax);
        }

        _running = Task.FromResult<IReadOnlyList<PartitionFlush>>([]);
    }

    private async Task<IReadOnlyList<PartitionFlush>> WriteAsync(List<PartitionFlush> flushes)
    {
        for (var i = 0; i < flushes.Count; i++)
        {
            var flush = flushes[i];
            flushes[i] = flush with { Result = await store.WriteAsync(flush.Ownership, flush.Writes, flush.Reach, CancellationToken.None).ConfigureAwait(false) };
        }

        Interlocked.Exchange(ref _written, time.GetTimestamp());
        return flushes;
    }

    private sealed record PartitionFlush(PartitionOwnership Ownership, IReadOnlyList<StateWrite> Writes, long Reach)
    {
        public WriteResult Result { get; init; }
    }

    private sealed record Picture(PartitionOwnership Ownership, StateSnapshot Snapshot, int Step, long Reach);
}
