using Confluent.Kafka;

namespace Fraud.Ingest.Kafka;

/// <summary>
/// Client settings that suit this product. Every property named here is known to librdkafka 2.0 and later. All producers use the same
/// partitioner as Java clients (murmur2 of the key), so that records of one account meet in one partition whoever wrote them.
/// </summary>
public static class KafkaClients
{
    /// <summary>Largest record taken to the log, bytes; what a broker accepts by default.</summary>
    public const int RecordBytesMax = 1_000_000;

    private static readonly Version FetchQueueBackoffSince = new(2, 2);
    private static readonly Version MetadataRecoverySince = new(2, 11);

    /// <summary>An idempotent producer, acknowledged by all replicas.</summary>
    /// <param name="bootstrap">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="lingerMs">How long to wait for a fuller batch, ms. 0 suits a waiting caller, 5–50 suits bulk.</param>
    public static ProducerConfig IdempotentProducer(string bootstrap, double lingerMs = 0)
    {
        NativeKafka.Initialize();
        return KafkaConnection.Apply(new ProducerConfig
        {
            BootstrapServers = bootstrap,
            EnableIdempotence = true,
            Acks = Acks.All,
            Partitioner = Partitioner.Murmur2Random,
            LingerMs = lingerMs,
            BatchSize = RecordBytesMax,
            BatchNumMessages = 10_000,
            MessageMaxBytes = RecordBytesMax,
            QueueBufferingMaxMessages = 200_000,
            QueueBufferingMaxKbytes = 256 * 1024,
            SocketNagleDisable = true,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1_000,
            EnableDeliveryReports = true,
        });
    }

    /// <summary>
    /// A transactional producer. A second one with the same id fences this one. Nothing polls it in the background: delivery reports are taken by
    /// <c>CommitTransaction</c> and <c>Flush</c>, which they wake; polled by another, those would look only every 10 ms. So do not wait for a
    /// <c>ProduceAsync</c>.
    /// </summary>
    /// <param name="bootstrap">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="transactionalId">Stable across restarts of the same role.</param>
    public static ProducerConfig TransactionalProducer(string bootstrap, string transactionalId)
    {
        var config = IdempotentProducer(bootstrap, lingerMs: 2);
        // Where no broker answers for a moment, newer clients forget all they know and begin anew; sending offsets then waits for a coordinator
        // that is forgotten, for ever (https://github.com/confluentinc/librdkafka/issues/5511).
        if (Version.Parse(NativeKafka.Initialize()) >= MetadataRecoverySince)
            config.MetadataRecoveryStrategy = MetadataRecoveryStrategy.None;
        config.EnableBackgroundPoll = false;
        config.TransactionalId = transactionalId;
        config.TransactionTimeoutMs = 30_000;
        return config;
    }

    /// <summary>A consumer that sees committed records only and commits nothing by itself.</summary>
    /// <param name="bootstrap">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="groupId">Consumer group; also needed, though unused, when partitions are assigned by hand.</param>
    public static ConsumerConfig ReadCommittedConsumer(string bootstrap, string groupId)
    {
        var version = Version.Parse(NativeKafka.Initialize());
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = groupId,
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            FetchMinBytes = 1,
            FetchWaitMaxMs = 500,
            FetchErrorBackoffMs = 50,
            MaxPartitionFetchBytes = 4 * 1024 * 1024,
            QueuedMinMessages = 50_000,
            QueuedMaxMessagesKbytes = 64 * 1024,
            SocketNagleDisable = true,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1_000,
        };
        // Since 2.2 a consumer whose queue is full looks again only after a second unless told otherwise: it then gets a queue a second.
        if (version >= FetchQueueBackoffSince)
            config.FetchQueueBackoffMs = 5;
        return KafkaConnection.Apply(config);
    }

    /// <summary>An admin client.</summary>
    /// <param name="bootstrap">Brokers as <c>host:port[,host:port]</c>.</param>
    public static AdminClientConfig Admin(string bootstrap)
    {
        NativeKafka.Initialize();
        return KafkaConnection.Apply(new AdminClientConfig { BootstrapServers = bootstrap, ReconnectBackoffMs = 50, ReconnectBackoffMaxMs = 1_000 });
    }

    /// <summary>
    /// Makes a producer know the partitions of its topics before the first record. Otherwise that record waits until the client looks for
    /// topics it does not know, which it does once a second.
    /// </summary>
    /// <exception cref="KafkaException">The brokers did not answer in time.</exception>
    public static void LearnTopics(Handle producer, TimeSpan timeout, params ReadOnlySpan<string> topics)
    {
        using var admin = new DependentAdminClientBuilder(producer).Build();
        foreach (var topic in topics)
            admin.GetMetadata(topic, timeout);
    }
}
