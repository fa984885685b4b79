namespace Fraud.Broker.Storage;

/// <summary>What one partition remembers of one producer: its epoch, its last batches, and where its open transaction began.</summary>
internal sealed class ProducerState(long producerId)
{
    /// <summary>Batches kept to recognise a retry; as many as a client may have in flight (KIP-98).</summary>
    public const int RememberedBatches = 5;

    public const short NoEpoch = -1;
    private readonly BatchMark[] _recent = new BatchMark[RememberedBatches];

    public long ProducerId { get; } = producerId;

    public short Epoch { get; private set; } = NoEpoch;

    /// <summary>Offset of the first record of the open transaction, or -1.</summary>
    public long TransactionFirstOffset { get; set; } = -1;

    public long LastTimestampMs { get; private set; } = -1;

    public int RecentCount { get; private set; }

    public int LastSequence => RecentCount == 0 ? -1 : _recent[RecentCount - 1].LastSequence;

    public ReadOnlySpan<BatchMark> Recent => _recent.AsSpan(0, RecentCount);

    /// <summary>The batch stored earlier with the same sequences, when this one is a retry of it.</summary>
    public BatchMark? FindDuplicate(short epoch, int firstSequence, int lastSequence)
    {
        if (epoch != Epoch)
            return null;
        foreach (var mark in Recent)
            if (mark.LastSequence == lastSequence && mark.FirstSequence == firstSequence)
                return mark;
        return null;
    }

    public void Remember(short epoch, BatchMark mark)
    {
        StartEpoch(epoch);
        if (RecentCount == RememberedBatches)
        {
            _recent.AsSpan(1).CopyTo(_recent);
            RecentCount--;
        }
        _recent[RecentCount++] = mark;
        LastTimestampMs = mark.TimestampMs;
    }

    /// <summary>Ends the open transaction; a marker with a larger epoch also fences the producer's older instances.</summary>
    public void EndTransaction(short epoch, long timestampMs)
    {
        StartEpoch(epoch);
        TransactionFirstOffset = -1;
        LastTimestampMs = timestampMs;
    }

    public void Touch(long timestampMs) => LastTimestampMs = timestampMs;

    public void StartEpoch(short epoch)
    {
        if (epoch == Epoch)
            return;
        Epoch = epoch;
        RecentCount = 0;
    }
}
