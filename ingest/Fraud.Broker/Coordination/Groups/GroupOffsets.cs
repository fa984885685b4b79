using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>The offsets of one group: those committed, and those of open transactions, which count only once their transaction commits.</summary>
internal sealed class GroupOffsets
{
    private readonly Dictionary<TopicPartition, OffsetEntry> _committed = [];
    private readonly Dictionary<long, Dictionary<TopicPartition, OffsetEntry>> _pending = [];

    public IReadOnlyDictionary<TopicPartition, OffsetEntry> Committed => _committed;

    public bool IsEmpty => _committed.Count == 0 && _pending.Count == 0;

    public bool HasPending => _pending.Count > 0;

    public OffsetEntry? Find(TopicPartition partition) => _committed.TryGetValue(partition, out var entry) ? entry : null;

    public bool IsPending(TopicPartition partition) => _pending.Values.Any(offsets => offsets.ContainsKey(partition));

    public IReadOnlyDictionary<TopicPartition, OffsetEntry>? PendingOf(long producerId) => _pending.GetValueOrDefault(producerId);

    public void Commit(TopicPartition partition, OffsetEntry entry) => _committed[partition] = entry;

    public bool Remove(TopicPartition partition) => _committed.Remove(partition);

    public void AddPending(long producerId, TopicPartition partition, OffsetEntry entry)
    {
        if (!_pending.TryGetValue(producerId, out var offsets))
            _pending.Add(producerId, offsets = []);
        offsets[partition] = entry;
    }

    /// <summary>Ends a producer's transaction: its offsets become the committed ones, or are forgotten.</summary>
    public void EndPending(long producerId, bool commit)
    {
        if (!_pending.Remove(producerId, out var offsets) || !commit)
            return;
        foreach (var (partition, entry) in offsets)
            _committed[partition] = entry;
    }

    public void Clear()
    {
        _committed.Clear();
        _pending.Clear();
    }
}
