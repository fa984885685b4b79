using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;

namespace Fraud.Worker.Savepoints;

/// <summary>Where the log and the scoring group stand. Joins nothing and commits nothing.</summary>
public sealed class GroupPositions : IDisposable
{
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly TimeSpan _timeout;

    /// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="group">The scoring group.</param>
    /// <param name="timeout">How long one answer may take.</param>
    public GroupPositions(string kafka, string group, TimeSpan timeout)
    {
        _timeout = timeout;
        _consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(kafka, group)).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        Partitions = [.. admin.GetMetadata(Topics.Payments, timeout).Topics.Single().Partitions.Select(p => p.PartitionId).Order()];
    }

    /// <summary>The partitions of the payments topic.</summary>
    public IReadOnlyList<int> Partitions { get; }

    /// <summary>
    /// Next offset committed per partition, 0 for none. A transaction that is being committed is waited for: whoever saw its records finds its
    /// offsets here.
    /// </summary>
    public IReadOnlyDictionary<int, long> Committed() => _consumer
        .Committed(Partitions.Select(partition => new TopicPartition(Topics.Payments, partition)), _timeout)
        .ToDictionary(committed => committed.Partition.Value, committed => committed.Offset.IsSpecial ? 0 : committed.Offset.Value);

    /// <summary>Offset of the first record that is still on the log.</summary>
    public long Low(string topic, int partition) => _consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), _timeout).Low.Value;

    /// <summary>Offset behind which nothing is committed yet.</summary>
    public long StableEnd(string topic, int partition) => _consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), _timeout).High.Value;

    /// <inheritdoc />
    public void Dispose() => _consumer.Dispose();
}
