using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Coordination.Transactions;

/// <summary>A transactional id with its producer and its present or last transaction. Immutable: a change is journaled, then swapped in.</summary>
internal sealed record Transaction
{
    public const string Prefix = "transaction/";
    public const long NoProducerId = -1;
    public const short NoEpoch = -1;

    public required string Id { get; init; }

    public required long ProducerId { get; init; }

    /// <summary>The producer id before the epochs of the last one were used up.</summary>
    public long PreviousProducerId { get; init; } = NoProducerId;

    public short Epoch { get; init; } = NoEpoch;

    /// <summary>The epoch before the producer bumped its own; -1 after anybody else did.</summary>
    public short LastEpoch { get; init; } = NoEpoch;

    public int TimeoutMs { get; init; }

    public TransactionState State { get; init; }

    public IReadOnlySet<TopicPartition> Partitions { get; init; } = new HashSet<TopicPartition>();

    public IReadOnlySet<string> Groups { get; init; } = new HashSet<string>();

    public long StartedMs { get; init; } = -1;

    public long UpdatedMs { get; init; }

    public bool IsDecided => State is TransactionState.PrepareCommit or TransactionState.PrepareAbort;

    /// <summary>The last epoch is kept back, so that there is always one left to fence a producer with.</summary>
    public bool IsEpochExhausted => IsExhausted(Epoch);

    public static bool IsExhausted(short epoch) => epoch >= short.MaxValue - 1;

    public JournalEntry ToEntry()
    {
        using var writer = new ProtocolWriter();
        writer.Int64(ProducerId);
        writer.Int64(PreviousProducerId);
        writer.Int16(Epoch);
        writer.Int16(LastEpoch);
        writer.Int32(TimeoutMs);
        writer.UInt8((byte)State);
        writer.Int64(StartedMs);
        writer.Int64(UpdatedMs);
        writer.Int32(Partitions.Count);
        foreach (var partition in Partitions)
        {
            writer.String(partition.Topic);
            writer.Int32(partition.Partition);
        }
        writer.Int32(Groups.Count);
        foreach (var group in Groups)
            writer.String(group);
        return new JournalEntry(Prefix + Id, writer.Written.ToArray());
    }

    public static Transaction Parse(string key, byte[] value)
    {
        var reader = new ProtocolReader(value, flexible: false);
        var transaction = new Transaction
        {
            Id = key[Prefix.Length..],
            ProducerId = reader.Int64(),
            PreviousProducerId = reader.Int64(),
            Epoch = reader.Int16(),
            LastEpoch = reader.Int16(),
            TimeoutMs = reader.Int32(),
            State = (TransactionState)reader.UInt8(),
            StartedMs = reader.Int64(),
            UpdatedMs = reader.Int64(),
        };
        var partitions = new HashSet<TopicPartition>();
        for (var count = reader.Int32(); count > 0; count--)
            partitions.Add(new TopicPartition(reader.String(), reader.Int32()));
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var count = reader.Int32(); count > 0; count--)
            groups.Add(reader.String());
        return transaction with { Partitions = partitions, Groups = groups };
    }
}
