using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;

namespace Fraud.Ingest.DeadLetters;

/// <summary>Reads the dead-letter topic.</summary>
/// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
public sealed class DeadLetterReader(string kafka)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Every dead letter there is now, partition by partition, oldest first. Records that others wrote to the topic are passed over.</summary>
    public IEnumerable<StoredDeadLetter> ReadAll()
    {
        using var consumer = Open();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var open = admin.GetMetadata(Topics.DeadLetter, Timeout).Topics.Single().Partitions.Select(p => p.PartitionId).ToHashSet();
        consumer.Assign(open.Select(p => new TopicPartitionOffset(Topics.DeadLetter, p, Offset.Beginning)));
        while (open.Count > 0)
        {
            var record = Next(consumer);
            if (record.IsPartitionEOF) open.Remove(record.Partition.Value);
            else if (Decode(record) is { } letter) yield return letter;
        }
    }

    /// <summary>The dead letter at one place; null when there is none.</summary>
    public StoredDeadLetter? Find(int partition, long offset)
    {
        using var consumer = Open();
        consumer.Assign(new TopicPartitionOffset(Topics.DeadLetter, partition, offset));
        var record = Next(consumer);
        return record.IsPartitionEOF || record.Offset.Value != offset ? null : Decode(record);
    }

    private static ConsumeResult<byte[]?, byte[]> Next(IConsumer<byte[]?, byte[]> consumer) =>
        consumer.Consume(Timeout) ?? throw new TimeoutException($"{Topics.DeadLetter} did not answer within {Timeout.TotalSeconds:0} s.");

    private static StoredDeadLetter? Decode(ConsumeResult<byte[]?, byte[]> record)
    {
        try
        {
            return new StoredDeadLetter(
                new LogPosition(record.Topic, record.Partition.Value, record.Offset.Value),
                new DateTimeOffset(record.Message.Timestamp.UtcDateTime),
                DeadLetterMessage.Decode(record.Message));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private IConsumer<byte[]?, byte[]> Open()
    {
        var config = KafkaClients.ReadCommittedConsumer(kafka, "fraud-dead-letters");
        config.EnablePartitionEof = true;
        config.AutoOffsetReset = AutoOffsetReset.Latest;
        return new ConsumerBuilder<byte[]?, byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }
}
