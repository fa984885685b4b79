using System.Runtime.InteropServices;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Scoring;

namespace Fraud.Worker;

/// <summary>Records gathered for one transaction: payments, refused records, and the offsets that cover both.</summary>
internal sealed class InputBatch
{
    private readonly List<PaymentRecord> _payments = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly Dictionary<int, long> _nextOffsets = [];

    public IReadOnlyList<PaymentRecord> PaymentList => _payments;

    public ReadOnlySpan<PaymentRecord> Payments => CollectionsMarshal.AsSpan(_payments);

    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters;

    /// <summary>Per input partition the offset after the last record gathered.</summary>
    public IReadOnlyDictionary<int, long> NextOffsets => _nextOffsets;

    public int Count => _payments.Count + _deadLetters.Count;

    public void Add(ConsumeResult<byte[], byte[]> result, Payment? payment, Rejection? rejection)
    {
        var position = new LogPosition(result.Topic, result.Partition.Value, result.Offset.Value);
        if (payment is not null)
            _payments.Add(new PaymentRecord(payment, position.Topic, position.Partition, position.Offset));
        else
            _deadLetters.Add(new DeadLetter(position, result.Message.Key, result.Message.Value ?? [], rejection!));
        _nextOffsets[position.Partition] = position.Offset + 1;
    }

    /// <summary>Forgets what was gathered from a partition that is no longer ours; its next owner reads it again.</summary>
    public void RemovePartition(int partition)
    {
        _payments.RemoveAll(p => p.Partition == partition);
        _deadLetters.RemoveAll(d => d.Source.Partition == partition);
        _nextOffsets.Remove(partition);
    }

    public void Clear()
    {
        _payments.Clear();
        _deadLetters.Clear();
        _nextOffsets.Clear();
    }
}
