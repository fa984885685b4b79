using Fraud.Features;

namespace Fraud.UnitTests.Features.States;

/// <summary>Flushes that take their time: begun at one payment, encoded during the next ones, written later; and states evicted in between.</summary>
internal sealed class SlowFlushes
{
    private readonly Dictionary<int, (StateSnapshot Snapshot, long Reach)> running = [];

    /// <summary>What may happen after a payment.</summary>
    public void Step(FeatureStates states, MemoryStore store, long[] committed, Random random)
    {
        var partition = random.Next(RandomPayments.PartitionCount);
        if (!running.ContainsKey(partition) && random.Next(6) == 0) running[partition] = (states.BeginSnapshot(partition), committed[partition]);
        foreach (var (flushed, (snapshot, reach)) in running)
        {
            if (!snapshot.Advance(random.Next(6)) || random.Next(3) != 0) continue;
            store.Write(flushed, [.. snapshot.Writes()], reach, int.MaxValue);
            running.Remove(flushed);
        }

        if (running.Count == 0 && random.Next(10) == 0) states.EvictIdle(random.Next(20));
    }

    /// <summary>Writes what has begun.</summary>
    public void Complete(MemoryStore store)
    {
        foreach (var (partition, (snapshot, reach)) in running)
        {
            snapshot.Advance(int.MaxValue);
            store.Write(partition, [.. snapshot.Writes()], reach, int.MaxValue);
        }

        running.Clear();
    }

    /// <summary>The process ends: of a flush under way any first part is written, and nothing after it.</summary>
    /// <returns>False when none was under way.</returns>
    public bool CutShort(int partition, MemoryStore store, Random random)
    {
        if (!running.Remove(partition, out var flush)) return false;
        if (flush.Snapshot.Advance(random.Next(20))) store.Write(partition, [.. flush.Snapshot.Writes()], flush.Reach, random.Next(12));
        return true;
    }
}
