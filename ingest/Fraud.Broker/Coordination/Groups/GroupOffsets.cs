using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>The offsets of one group: those committed, and those of open transactions, which count only once their transaction commits.</summary>
internal sealed class GroupOffsets
{
    private readonly Dictionary<TopicPartition, OffsetEntry> _committed = [];
    private readonly Dictionary<long, Dictionary<TopicPartition, OffsetEntry>> _pending = [];
    private long _order;

    public IReadOnlyDictionary<TopicPartition, OffsetEntry> Committed => _committed;

    public IEnumerable<(long ProducerId, TopicPartition Partition)> Pending =>
        _pending.SelectMany(open => open.Value.Keys.Select(partition => (open.Key, partition)));

    public bool HasPending => _pending.Count > 0;

    public OffsetEntry? Find(TopicPartition partition) => _committed.TryGetValue(partition, out var entry) ? entry : null;

    public bool IsPending(TopicPartition partition)
    {
        foreach (var offsets in _pending.Values)
            if (offsets.ContainsKey(partition))
                return true;
        return false;
    }

    public IReadOnlyDictionary<TopicPartition, OffsetEntry>? PendingOf(long producerId) => _pending.GetValueOrDefault(producerId);

    /// <summary>The same offsets behind every one of the group so far.</summary>
    public IReadOnlyList<KeyValuePair<TopicPartition, OffsetEntry>> Ordered(IReadOnlyList<KeyValuePair<TopicPartition, OffsetEntry>> offsets)
    {
        var order = _order + 1;
        return [.. offsets.Select(offset => KeyValuePair.Create(offset.Key, offset.Value with { Order = order }))];
    }

    public void Commit(TopicPartition partition, OffsetEntry entry)
    {
        _committed[partition] = entry;
        _order = Math.Max(_order, entry.Order);
    }

    public bool Remove(TopicPartition partition) => _committed.Remove(partition);

    public void AddPending(long producerId, TopicPartition partition, OffsetEntry entry)
    {
        if (!_pending.TryGetValue(producerId, out var offsets))
            _pending.Add(producerId, offsets = []);
        offsets[partition] = entry;
        _order = Math.Max(_order, entry.Order);
    }

    public void RemovePending(long producerId, TopicPartition partition)
    {
        if (_pending.TryGetValue(producerId, out var offsets) && offsets.Remove(partition) && offsets.Count == 0)
            _pending.Remove(producerId);
    }

    /// <summary>Those of a producer's transaction that its commit makes the group's: not where the group has committed since.</summary>
    public IEnumerable<KeyValuePair<TopicPartition, OffsetEntry>> Effective(long producerId) =>
        _pending.GetValueOrDefault(producerId, []).Where(offset => !_committed.TryGetValue(offset.Key, out var present) || present.Order <= offset.Value.Order);

    /// <summary>Ends a producer's transaction: its offsets become the committed ones, or are forgotten.</summary>
    public void EndPending(long producerId, bool commit)
    {
        if (commit)
            foreach (var (partition, entry) in Effective(producerId).ToList())
                _committed[partition] = entry;
        _pending.Remove(producerId);
    }

    public void Clear()
    {
        _committed.Clear();
        _pending.Clear();
    }
}
