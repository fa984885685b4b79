using Fraud.Broker.Protocol;

namespace Fraud.Broker.Storage;

/// <summary>
/// Every producer a partition remembers. Rebuilt from the log itself: <see cref="Observe"/> is called for each batch, whether it is being
/// appended or read again at start. Guarded by the log's lock.
/// </summary>
internal sealed class ProducerStates
{
    private readonly Dictionary<long, ProducerState> _byId = [];
    private readonly List<ProducerState> _open = [];

    public IReadOnlyCollection<ProducerState> All => _byId.Values;

    /// <summary>First offset of the oldest open transaction; null when none is open.</summary>
    public long? OldestOpenOffset => _open.Count == 0 ? null : _open.Min(state => state.TransactionFirstOffset);

    public ProducerState? Find(long producerId) => _byId.GetValueOrDefault(producerId);

    public void Restore(ProducerState state)
    {
        _byId[state.ProducerId] = state;
        if (state.TransactionFirstOffset >= 0)
            _open.Add(state);
    }

    public void Clear()
    {
        _byId.Clear();
        _open.Clear();
    }

    /// <summary>Whether a batch from a client may follow what its producer wrote before. A retry of a stored batch is not an error.</summary>
    public ErrorCode Check(RecordBatch batch, out BatchMark? duplicate)
    {
        duplicate = null;
        if (Find(batch.ProducerId) is not { } state)
            return ErrorCode.None;
        duplicate = state.FindDuplicate(batch.ProducerEpoch, batch.BaseSequence, batch.LastSequence);
        if (duplicate is not null)
            return ErrorCode.None;
        if (batch.ProducerEpoch < state.Epoch)
            return ErrorCode.InvalidProducerEpoch;
        if (batch.ProducerEpoch > state.Epoch)
            return batch.BaseSequence == 0 || state.Epoch == ProducerState.NoEpoch ? ErrorCode.None : ErrorCode.OutOfOrderSequenceNumber;
        if (!Follows(state.LastSequence, batch.BaseSequence))
            return ErrorCode.OutOfOrderSequenceNumber;
        return state.TransactionFirstOffset >= 0 && !batch.IsTransactional ? ErrorCode.InvalidTxnState : ErrorCode.None;
    }

    /// <summary>Whether a marker may end this producer's transaction: not when the marker comes from an older epoch.</summary>
    public bool IsFenced(long producerId, short epoch) => Find(producerId) is { } state && epoch < state.Epoch;

    public bool HasOpenTransaction(long producerId, short epoch) =>
        Find(producerId) is { TransactionFirstOffset: >= 0 } state && state.Epoch == epoch;

    /// <summary>Takes note of a batch that is in the log; returns the transaction it aborted, if it did.</summary>
    public AbortedTransaction? Observe(RecordBatch batch)
    {
        if (batch.ProducerId < 0)
            return null;
        if (Find(batch.ProducerId) is not { } state)
            _byId.Add(batch.ProducerId, state = new ProducerState(batch.ProducerId));
        if (batch.IsControl)
            return End(state, batch);
        state.Remember(batch.ProducerEpoch,
            new BatchMark(batch.BaseSequence, batch.LastSequence, batch.BaseOffset, batch.LastOffset, batch.MaxTimestamp));
        if (batch.IsTransactional && state.TransactionFirstOffset < 0)
        {
            state.TransactionFirstOffset = batch.BaseOffset;
            _open.Add(state);
        }
        return null;
    }

    /// <summary>Forgets producers without an open transaction that have been silent since <paramref name="beforeMs"/>.</summary>
    public void Expire(long beforeMs)
    {
        foreach (var state in _byId.Values.Where(state => state.TransactionFirstOffset < 0 && state.LastTimestampMs < beforeMs).ToList())
            _byId.Remove(state.ProducerId);
    }

    private AbortedTransaction? End(ProducerState state, RecordBatch marker)
    {
        var first = state.TransactionFirstOffset;
        state.EndTransaction(marker.ProducerEpoch, marker.MaxTimestamp);
        if (first < 0)
            return null;
        _open.Remove(state);
        return ControlBatch.IsCommit(marker) ? null : new AbortedTransaction(state.ProducerId, first, marker.LastOffset, OldestOpenOffset ?? marker.NextOffset);
    }

    private static bool Follows(int last, int next) => next == last + 1L || (last == int.MaxValue && next == 0);
}
