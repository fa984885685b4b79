using Confluent.Kafka;
using Fraud.Ingest.Kafka;

namespace Fraud.Ingest.Publishing;

/// <summary>How far a consumer group is behind the end that a topic had when this was made. Joins nothing and commits nothing.</summary>
public sealed class GroupLag : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly Dictionary<TopicPartition, long> _ends;

    /// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="group">The group.</param>
    /// <param name="topic">The topic.</param>
    public GroupLag(string kafka, string group, string topic)
    {
        _consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(kafka, group)).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        _ends = admin.GetMetadata(topic, Timeout).Topics.Single().Partitions
            .Select(p => new TopicPartition(topic, p.PartitionId))
            .ToDictionary(place => place, place => _consumer.QueryWatermarkOffsets(place, Timeout).High.Value);
    }

    /// <summary>Offsets that the group has not committed yet.</summary>
    public long Read() => _consumer.Committed(_ends.Keys, Timeout).Sum(committed =>
        Math.Max(0, _ends[committed.TopicPartition] - Math.Max(0, committed.Offset.Value)));

    public void Dispose() => _consumer.Dispose();
}
