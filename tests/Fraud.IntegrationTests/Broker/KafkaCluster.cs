using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Fraud.Broker;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fraud.IntegrationTests.Broker;

/// <summary>One broker of each kind for the whole run, and what most conformance tests do with it. Every test makes topics of its own.</summary>
internal sealed class KafkaCluster
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>For records that are stamped with a time long past, which a topic forgets after seven days by default.</summary>
    public static readonly (string Name, string Value) KeepsOldRecords = ("retention.ms", "-1");

    private static readonly Lazy<Task<KafkaCluster>> Embedded = new(StartEmbeddedAsync);
    private static readonly Lazy<Task<KafkaCluster>> Apache = new(StartApacheAsync);
    private static int topics;

    private KafkaCluster(string bootstrapServers) => BootstrapServers = bootstrapServers;

    public string BootstrapServers { get; }

    public static Task<KafkaCluster> OfAsync(BrokerKind kind) => kind == BrokerKind.EmbeddedLog ? Embedded.Value : Apache.Value;

    public static KafkaCluster At(string bootstrapServers) => new(bootstrapServers);

    /// <summary>A name nobody else uses.</summary>
    public static string NewName(string prefix) => $"{prefix}-{Environment.ProcessId}-{Interlocked.Increment(ref topics)}";

    public IAdminClient Admin() => new AdminClientBuilder(KafkaClients.Admin(BootstrapServers)).SetLogHandler((_, _) => { }).Build();

    public async Task<string> CreateTopicAsync(int partitions = 1, params (string Name, string Value)[] settings)
    {
        var name = NewName("topic");
        using var admin = Admin();
        await admin.CreateTopicsAsync(
        [
            new TopicSpecification
            {
                Name = name,
                NumPartitions = partitions,
                ReplicationFactor = 1,
                Configs = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
            },
        ]);

        // Apache Kafka answers before its broker serves the partitions.
        using var consumer = Consumer();
        await Eventually.PassesAsync(
            () =>
            {
                for (var partition = 0; partition < partitions; partition++)
                    consumer.QueryWatermarkOffsets(new TopicPartition(name, partition), Patience);
                return Task.CompletedTask;
            },
            Patience);
        return name;
    }

    public IProducer<string?, string?> Producer(Action<ProducerConfig>? configure = null)
    {
        var config = KafkaClients.IdempotentProducer(BootstrapServers);
        configure?.Invoke(config);
        return Build(config);
    }

    public IProducer<string?, string?> TransactionalProducer(string id, Action<ProducerConfig>? configure = null)
    {
        var config = KafkaClients.TransactionalProducer(BootstrapServers, id);
        configure?.Invoke(config);
        var producer = Build(config);
        producer.InitTransactions(Patience);
        return producer;
    }

    public IConsumer<string?, string?> Consumer(string? group = null, Action<ConsumerConfig>? configure = null)
    {
        var config = KafkaClients.ReadCommittedConsumer(BootstrapServers, group ?? NewName("group"));
        config.EnableAutoOffsetStore = true;
        configure?.Invoke(config);
        return new ConsumerBuilder<string?, string?>(config)
            .SetKeyDeserializer(Utf8).SetValueDeserializer(Utf8).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>All records of a topic now, by partition and offset.</summary>
    public List<ConsumeResult<string?, string?>> ReadAll(
        string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted, Action<ConsumerConfig>? configure = null)
    {
        using var admin = Admin();
        var partitions = admin.GetMetadata(topic, Patience).Topics.Single().Partitions.Select(partition => partition.PartitionId).ToHashSet();
        using var consumer = Consumer(configure: config =>
        {
            config.IsolationLevel = isolation;
            config.EnablePartitionEof = true;
            configure?.Invoke(config);
        });
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var records = new List<ConsumeResult<string?, string?>>();
        while (partitions.Count > 0)
        {
            var record = consumer.Consume(Patience) ?? throw new TimeoutException($"{topic} did not answer within {Patience}");
            if (record.IsPartitionEOF)
                partitions.Remove(record.Partition.Value);
            else
                records.Add(record);
        }
        return [.. records.OrderBy(record => record.Partition.Value).ThenBy(record => record.Offset.Value)];
    }

    public List<string?> Values(string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        ReadAll(topic, isolation).ConvertAll(record => record.Message.Value);

    public async Task ProduceAsync(string topic, params string[] values)
    {
        using var producer = Producer();
        foreach (var value in values)
            await producer.ProduceAsync(topic, new Message<string?, string?> { Value = value });
    }

    private static IProducer<string?, string?> Build(ProducerConfig config) => new ProducerBuilder<string?, string?>(config)
        .SetKeySerializer(Utf8Bytes.Instance).SetValueSerializer(Utf8Bytes.Instance).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private static readonly IDeserializer<string?> Utf8 = Utf8Bytes.Instance;

    private static async Task<KafkaCluster> StartEmbeddedAsync()
    {
        var folder = new TempFolder("log");
        var options = new BrokerOptions { DataDirectory = folder.Path, AutoCreateTopics = false };
        var broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return new KafkaCluster(broker.BootstrapServers);
    }

    private static async Task<KafkaCluster> StartApacheAsync()
    {
        var fixture = new ApacheKafkaFixture();
        await fixture.InitializeAsync();
        return new KafkaCluster(fixture.BootstrapServers);
    }

    private sealed class Utf8Bytes : ISerializer<string?>, IDeserializer<string?>
    {
        public static readonly Utf8Bytes Instance = new();

        public byte[]? Serialize(string? data, SerializationContext context) => data is null ? null : Encoding.UTF8.GetBytes(data);

        public string? Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => isNull ? null : Encoding.UTF8.GetString(data);
    }
}
