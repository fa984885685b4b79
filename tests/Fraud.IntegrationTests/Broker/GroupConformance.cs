using Confluent.Kafka;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Consumer groups as clients see them; the same on the embedded log and on Apache Kafka.</summary>
public sealed class GroupConformance
{
    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Partitions_are_shared_out_and_handed_over_when_a_member_leaves(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        foreach (var strategy in new[] { PartitionAssignmentStrategy.Range, PartitionAssignmentStrategy.CooperativeSticky })
        {
            var topic = await kafka.CreateTopicAsync(4);
            var group = KafkaCluster.NewName("group");
            using var first = kafka.Consumer(group, config => config.PartitionAssignmentStrategy = strategy);
            first.Subscribe(topic);
            await Eventually.UntilAsync(() => Poll(first).Assignment.Count == 4, KafkaCluster.Patience);
            using (var second = kafka.Consumer(group, config => config.PartitionAssignmentStrategy = strategy))
            {
                second.Subscribe(topic);
                await Eventually.UntilAsync(() => Have(2, first, second), KafkaCluster.Patience);
                Assert.Empty(first.Assignment.Intersect(second.Assignment));
                second.Close();
            }
            await Eventually.UntilAsync(() => Poll(first).Assignment.Count == 4, KafkaCluster.Patience);
            first.Close();
        }
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_member_that_dies_is_replaced_after_its_session(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(2);
        var group = KafkaCluster.NewName("group");
        using var survivor = kafka.Consumer(group, config => config.SessionTimeoutMs = 6000);
        survivor.Subscribe(topic);
        // A consumer that stops polling for longer than max.poll.interval leaves the group as a dead one does, without a farewell of ours.
        using var dying = kafka.Consumer(group, config => (config.SessionTimeoutMs, config.MaxPollIntervalMs) = (6000, 6000));
        dying.Subscribe(topic);
        await Eventually.UntilAsync(() => Have(1, survivor, dying), KafkaCluster.Patience);
        await Eventually.UntilAsync(() => Poll(survivor).Assignment.Count == 2, KafkaCluster.Patience);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Reading_goes_on_where_the_group_committed(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        var group = KafkaCluster.NewName("group");
        await kafka.ProduceAsync(topic, "a", "b", "c", "d");
        using (var first = kafka.Consumer(group))
        {
            first.Subscribe(topic);
            Assert.Equal("a", first.Consume(KafkaCluster.Patience).Message.Value);
            first.Commit([new TopicPartitionOffset(topic, 0, 2)]);
            first.Close();
        }
        using var second = kafka.Consumer(group);
        second.Subscribe(topic);
        Assert.Equal("c", second.Consume(KafkaCluster.Patience).Message.Value);
        Assert.Equal(2, second.Committed([new TopicPartition(topic, 0)], KafkaCluster.Patience)[0].Offset.Value);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_static_member_keeps_its_partitions_over_a_restart(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(4);
        var group = KafkaCluster.NewName("group");
        using var first = kafka.Consumer(group, config => config.GroupInstanceId = "one");
        first.Subscribe(topic);
        var second = kafka.Consumer(group, config => config.GroupInstanceId = "two");
        second.Subscribe(topic);
        await Eventually.UntilAsync(() => Have(2, first, second), KafkaCluster.Patience);
        var (mine, others) = (first.Assignment.ToHashSet(), second.Assignment.ToHashSet());
        second.Close();
        second.Dispose();
        using var again = kafka.Consumer(group, config => config.GroupInstanceId = "two");
        again.Subscribe(topic);
        await Eventually.UntilAsync(() => Poll(again).Assignment.Count == 2, KafkaCluster.Patience);
        Assert.Equal(others, again.Assignment.ToHashSet());
        Assert.Equal(mine, Poll(first).Assignment.ToHashSet());
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_new_partition_is_found_and_assigned(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(1);
        using var consumer = kafka.Consumer(configure: config => config.TopicMetadataRefreshIntervalMs = 500);
        consumer.Subscribe(topic);
        await Eventually.UntilAsync(() => Poll(consumer).Assignment.Count == 1, KafkaCluster.Patience);
        using var admin = kafka.Admin();
        await admin.CreatePartitionsAsync([new() { Topic = topic, IncreaseTo = 3 }]);
        await Eventually.UntilAsync(() => Poll(consumer).Assignment.Count == 3, KafkaCluster.Patience);
    }

    /// <summary>Each of them has as many partitions. All are polled every time: one that is not polled leaves its group.</summary>
    private static bool Have(int partitions, params IConsumer<string?, string?>[] consumers) =>
        Array.TrueForAll(Array.ConvertAll(consumers, Poll), consumer => consumer.Assignment.Count == partitions);

    private static IConsumer<string?, string?> Poll(IConsumer<string?, string?> consumer)
    {
        consumer.Consume(TimeSpan.FromMilliseconds(50));
        return consumer;
    }
}
