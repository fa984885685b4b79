using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Fraud.Worker;

namespace Fraud.Benchmarks.Pipeline;

/// <summary>How far the stage's group has committed.</summary>
internal sealed class GroupProgress : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly TopicPartition[] _partitions;

    public GroupProgress(string kafka, int partitions)
    {
        var group = new ScoringOptions { Kafka = kafka, Redis = "" }.GroupId;
        _consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(kafka, group)).SetLogHandler((_, _) => { }).Build();
        _partitions = [.. Enumerable.Range(0, partitions).Select(p => new TopicPartition(Topics.Payments, p))];
    }

    /// <summary>Payments whose decisions are committed.</summary>
    public long Committed() => _consumer.Committed(_partitions, Timeout).Sum(p => Math.Max(0, p.Offset.Value));

    public void Dispose() => _consumer.Dispose();
}
