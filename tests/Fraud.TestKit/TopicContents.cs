using Confluent.Kafka;
using Fraud.Ingest.Kafka;

namespace Fraud.TestKit;

/// <summary>Everything committed on a topic now, per partition in offset order.</summary>
public static class TopicContents
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Reads a whole topic with a client of its own, committed records only.</summary>
    public static IReadOnlyList<ConsumeResult<byte[], byte[]>> Read(string bootstrap, string topic)
    {
        var config = KafkaClients.ReadCommittedConsumer(bootstrap, "test-contents");
        config.EnablePartitionEof = true;
        // The end of a partition is known when a fetch there comes back empty, which a broker holds back this long.
        config.FetchWaitMaxMs = 5;
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new AdminClientBuilder(KafkaClients.Admin(bootstrap)).SetLogHandler((_, _) => { }).Build();
        var partitions = admin.GetMetadata(topic, Timeout).Topics.Single().Partitions.Select(p => p.PartitionId).ToHashSet();
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var records = new List<ConsumeResult<byte[], byte[]>>();
        while (partitions.Count > 0)
        {
            var result = consumer.Consume(Timeout) ?? throw new TimeoutException($"{topic} did not answer within {Timeout}");
            if (result.IsPartitionEOF)
                partitions.Remove(result.Partition.Value);
            else
                records.Add(result);
        }

        return [.. records.OrderBy(r => r.Partition.Value).ThenBy(r => r.Offset.Value)];
    }
}
