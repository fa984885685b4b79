using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;

namespace Fraud.Benchmarks.Broker;

/// <summary>Topics of a bench, which go when it ends.</summary>
internal sealed class BenchTopics(string bootstrapServers) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly IAdminClient _admin = new AdminClientBuilder(KafkaClients.Admin(bootstrapServers)).SetLogHandler((_, _) => { }).Build();
    private readonly List<string> _names = [];

    public async Task<string> CreateAsync(int partitions)
    {
        var name = $"bench-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}";
        await _admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 1 }]);
        _names.Add(name);
        await Eventually.UntilAsync(
            () => _admin.GetMetadata(name, Patience).Topics[0].Partitions.Count(partition => !partition.Error.IsError && partition.Leader >= 0) == partitions, Patience);
        return name;
    }

    /// <summary>A transactional producer that knows its topic and may begin.</summary>
    public static IProducer<byte[]?, byte[]> TransactionalProducer(string bootstrapServers, string transactionalId, string topic)
    {
        var producer = new ProducerBuilder<byte[]?, byte[]>(KafkaClients.TransactionalProducer(bootstrapServers, transactionalId))
            .SetLogHandler((_, _) => { }).Build();
        KafkaClients.LearnTopics(producer.Handle, Patience, topic);
        producer.InitTransactions(Patience);
        return producer;
    }

    public void Dispose()
    {
        if (_names.Count > 0)
            _admin.DeleteTopicsAsync(_names).GetAwaiter().GetResult();
        _admin.Dispose();
    }
}
