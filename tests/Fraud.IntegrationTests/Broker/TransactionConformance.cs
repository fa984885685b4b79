using Confluent.Kafka;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Transactions (KIP-98, KIP-447, KIP-360) as clients see them; the same on the embedded log and on Apache Kafka.</summary>
public sealed class TransactionConformance
{
    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Committed_records_are_seen_and_aborted_ones_only_by_readers_of_everything(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        using var producer = kafka.TransactionalProducer(KafkaCluster.NewName("tx"));
        foreach (var (value, commit) in new[] { ("a", true), ("b", false), ("c", true), ("d", false) })
            Run(producer, topic, value, commit);
        // Each marker takes an offset of its own.
        Assert.Equal([("a", 0L), ("c", 4L)], kafka.ReadAll(topic).Select(record => (record.Message.Value!, record.Offset.Value)));
        Assert.Equal(["a", "b", "c", "d"], kafka.Values(topic, IsolationLevel.ReadUncommitted));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task An_open_transaction_holds_back_later_records_of_others(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        using var producer = kafka.TransactionalProducer(KafkaCluster.NewName("tx"));
        producer.BeginTransaction();
        producer.Produce(topic, Value("open"));
        producer.Flush(KafkaCluster.Patience);
        await kafka.ProduceAsync(topic, "plain");
        Assert.Empty(kafka.Values(topic));
        using (var consumer = kafka.Consumer())
            Assert.Equal(0, consumer.QueryWatermarkOffsets(new TopicPartition(topic, 0), KafkaCluster.Patience).High.Value);
        producer.CommitTransaction(KafkaCluster.Patience);
        Assert.Equal(["open", "plain"], await VisibleAsync(kafka, topic, 2));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Offsets_sent_to_a_transaction_count_only_once_it_commits(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var (input, output) = (await kafka.CreateTopicAsync(), await kafka.CreateTopicAsync());
        await kafka.ProduceAsync(input, "a", "b", "c");
        using var consumer = kafka.Consumer();
        consumer.Subscribe(input);
        Assert.NotNull(consumer.Consume(KafkaCluster.Patience));
        using var producer = kafka.TransactionalProducer(KafkaCluster.NewName("tx"));
        var partition = new TopicPartition(input, 0);
        foreach (var (offset, commit) in new[] { (1, true), (2, false), (3, true) })
        {
            producer.BeginTransaction();
            producer.Produce(output, Value($"{offset}"));
            producer.SendOffsetsToTransaction([new TopicPartitionOffset(partition, offset)], consumer.ConsumerGroupMetadata, KafkaCluster.Patience);
            End(producer, commit);
            var expected = commit ? offset : offset - 1;
            await Eventually.UntilAsync(() => consumer.Committed([partition], KafkaCluster.Patience)[0].Offset.Value == expected);
        }
        Assert.Equal(["1", "3"], await VisibleAsync(kafka, output, 2));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_second_instance_fences_the_first_and_aborts_what_it_left_open(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        var id = KafkaCluster.NewName("tx");
        using var first = kafka.TransactionalProducer(id);
        first.BeginTransaction();
        first.Produce(topic, Value("zombie"));
        first.Flush(KafkaCluster.Patience);
        using var second = kafka.TransactionalProducer(id);
        Run(second, topic, "alive", commit: true);
        var fenced = Assert.Throws<KafkaException>(() => first.CommitTransaction(KafkaCluster.Patience));
        Assert.Equal(ErrorCode.Local_Fenced, fenced.Error.Code);
        Assert.Equal(["alive"], await VisibleAsync(kafka, topic, 1));
        Assert.Equal(["zombie", "alive"], kafka.Values(topic, IsolationLevel.ReadUncommitted));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_member_that_lost_its_place_cannot_send_offsets(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var input = await kafka.CreateTopicAsync();
        await kafka.ProduceAsync(input, "a");
        using var consumer = kafka.Consumer();
        consumer.Subscribe(input);
        Assert.NotNull(consumer.Consume(KafkaCluster.Patience));
        var former = consumer.ConsumerGroupMetadata;
        consumer.Close();
        using var producer = kafka.TransactionalProducer(KafkaCluster.NewName("tx"));
        producer.BeginTransaction();
        var refused = Assert.Throws<KafkaTxnRequiresAbortException>(
            () => producer.SendOffsetsToTransaction([new TopicPartitionOffset(input, 0, 1)], former, KafkaCluster.Patience));
        Assert.Contains(refused.Error.Code, new[] { ErrorCode.UnknownMemberId, ErrorCode.IllegalGeneration });
        producer.AbortTransaction(KafkaCluster.Patience);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_transaction_across_topics_and_many_batches_is_seen_whole(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topics = new[] { await kafka.CreateTopicAsync(3), await kafka.CreateTopicAsync(3) };
        using var producer = kafka.TransactionalProducer(KafkaCluster.NewName("tx"));
        for (var round = 0; round < 4; round++)
        {
            producer.BeginTransaction();
            for (var i = 0; i < 2000; i++)
                producer.Produce(topics[i % 2], new Message<string?, string?> { Key = $"{i}", Value = $"{round}:{i}:{new string('x', 50)}" });
            End(producer, commit: round % 2 == 0);
        }
        foreach (var topic in topics)
        {
            var seen = await VisibleAsync(kafka, topic, 2000);
            Assert.Equal(2000, seen.Distinct().Count());
            Assert.All(seen, value => Assert.Contains(value![0], "02"));
        }
    }

    private static Message<string?, string?> Value(string value) => new() { Value = value };

    private static void Run(IProducer<string?, string?> producer, string topic, string value, bool commit)
    {
        producer.BeginTransaction();
        producer.Produce(topic, Value(value));
        End(producer, commit);
    }

    private static void End(IProducer<string?, string?> producer, bool commit)
    {
        // librdkafka may abort before it has told the broker of any partition, and is then refused by every broker.
        producer.Flush(KafkaCluster.Patience);
        if (commit)
            producer.CommitTransaction(KafkaCluster.Patience);
        else
            producer.AbortTransaction(KafkaCluster.Patience);
    }

    /// <summary>The committed values once there are as many as expected: Apache Kafka answers a commit before its markers are written.</summary>
    private static async Task<List<string?>> VisibleAsync(KafkaCluster kafka, string topic, int count)
    {
        List<string?> seen = [];
        await Eventually.UntilAsync(() => (seen = kafka.Values(topic)).Count >= count);
        return seen;
    }
}
