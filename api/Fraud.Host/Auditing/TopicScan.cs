using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Auditing;

/// <summary>Reads whole topics with a client of its own: committed records only, from the first to the last there is at the moment.</summary>
/// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
internal sealed class TopicScan(string kafka)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    /// <summary>Hands every record to <paramref name="take"/>, partition by partition in any order, each in the order of offsets.</summary>
    /// <exception cref="OperatingFaultException">The log did not answer.</exception>
    public void Read(string topic, Action<ConsumeResult<byte[], byte[]>> take, CancellationToken stop)
    {
        var config = KafkaClients.ReadCommittedConsumer(kafka, "fraud-audit");
        config.EnablePartitionEof = true;
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new AdminClientBuilder(KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).Build();
        var partitions = admin.GetMetadata(topic, AnswerTime).Topics.Single().Partitions.Select(partition => partition.PartitionId).ToHashSet();
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        while (partitions.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var result = consumer.Consume(AnswerTime)
                ?? throw new OperatingFaultException($"{topic} did not answer within {AnswerTime.TotalSeconds:0} s: look at the log's messages.");
            if (result.IsPartitionEOF) partitions.Remove(result.Partition.Value);
            else take(result);
        }
    }
}
