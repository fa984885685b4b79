using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>What admin clients ask; the same on the embedded log and on Apache Kafka.</summary>
public sealed class AdminConformance
{
    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Topics_are_created_described_grown_and_deleted(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        var name = KafkaCluster.NewName("topic");
        await admin.CreateTopicsAsync([new() { Name = name, NumPartitions = 2, ReplicationFactor = 1 }]);
        await Eventually.UntilAsync(() => Partitions(admin, name) == 2);
        Assert.Equal(ErrorCode.TopicAlreadyExists, await CreateErrorAsync(admin, new() { Name = name, NumPartitions = 1, ReplicationFactor = 1 }));
        await admin.CreatePartitionsAsync([new() { Topic = name, IncreaseTo = 5 }]);
        await Eventually.UntilAsync(() => Partitions(admin, name) == 5);
        var shrink = await Assert.ThrowsAsync<CreatePartitionsException>(() => admin.CreatePartitionsAsync([new() { Topic = name, IncreaseTo = 3 }]));
        Assert.Equal(ErrorCode.InvalidPartitions, shrink.Results[0].Error.Code);
        await admin.DeleteTopicsAsync([name]);
        await Eventually.UntilAsync(() => admin.GetMetadata(KafkaCluster.Patience).Topics.TrueForAll(topic => topic.Topic != name));
        var absent = await Assert.ThrowsAsync<DeleteTopicsException>(() => admin.DeleteTopicsAsync([name]));
        Assert.Equal(ErrorCode.UnknownTopicOrPart, absent.Results[0].Error.Code);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_topic_made_again_under_the_same_name_is_empty(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        var name = await kafka.CreateTopicAsync();
        await kafka.ProduceAsync(name, "old");
        await admin.DeleteTopicsAsync([name]);
        await Eventually.UntilAsync(async () => await CreateErrorAsync(admin, new() { Name = name, NumPartitions = 1, ReplicationFactor = 1 }) == ErrorCode.NoError);
        await kafka.ProduceAsync(name, "new");
        Assert.Equal([("new", 0L)], kafka.ReadAll(name).Select(record => (record.Message.Value!, record.Offset.Value)));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Impossible_topics_are_refused_with_the_reason(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        TopicSpecification Topic(string name, int partitions = 1, short replicas = 1) =>
            new() { Name = name, NumPartitions = partitions, ReplicationFactor = replicas };
        Assert.Equal(ErrorCode.TopicException, await CreateErrorAsync(admin, Topic("not/a/name")));
        Assert.Equal(ErrorCode.TopicException, await CreateErrorAsync(admin, Topic(new string('x', 250))));
        Assert.Equal(ErrorCode.InvalidReplicationFactor, await CreateErrorAsync(admin, Topic(KafkaCluster.NewName("t"), replicas: 3)));
        var odd = Topic(KafkaCluster.NewName("t"));
        odd.Configs = new() { ["no.such.setting"] = "1" };
        Assert.Equal(ErrorCode.InvalidConfig, await CreateErrorAsync(admin, odd));
        odd.Configs = new() { ["retention.ms"] = "soon" };
        Assert.Equal(ErrorCode.InvalidConfig, await CreateErrorAsync(admin, odd));
    }

    [Theory]
    [OnEmbeddedLog(Librdkafka = "2.3.0")]
    [OnApacheKafka(Librdkafka = "2.3.0")]
    public async Task Settings_are_described_changed_and_returned_to_their_defaults(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        var resource = new ConfigResource { Type = ResourceType.Topic, Name = await kafka.CreateTopicAsync(1, ("retention.ms", "12345")) };
        var before = await DescribeAsync(admin, resource);
        Assert.Equal(("12345", false), (before["retention.ms"].Value, before["retention.ms"].IsDefault));
        Assert.Equal(("delete", true), (before["cleanup.policy"].Value, before["cleanup.policy"].IsDefault));
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [resource] =
            [
                new() { Name = "cleanup.policy", Value = "compact", IncrementalOperation = AlterConfigOpType.Append },
                new() { Name = "retention.ms", IncrementalOperation = AlterConfigOpType.Delete },
                new() { Name = "max.message.bytes", Value = "5000", IncrementalOperation = AlterConfigOpType.Set },
            ],
        });
        await Eventually.UntilAsync(async () => (await DescribeAsync(admin, resource))["max.message.bytes"].Value == "5000");
        var after = await DescribeAsync(admin, resource);
        Assert.Equal(("delete,compact", true), (after["cleanup.policy"].Value, after["retention.ms"].IsDefault));
        var refused = await Assert.ThrowsAsync<IncrementalAlterConfigsException>(() => admin.IncrementalAlterConfigsAsync(new()
        {
            [resource] = [new() { Name = "cleanup.policy", Value = "burn", IncrementalOperation = AlterConfigOpType.Set }],
        }));
        Assert.Equal(ErrorCode.InvalidConfig, refused.Results[0].Error.Code);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Deleted_records_are_gone_and_offsets_go_on(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        var topic = await kafka.CreateTopicAsync();
        await kafka.ProduceAsync(topic, "a", "b", "c");
        var deleted = await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, 2)]);
        Assert.Equal(2, deleted[0].Offset.Value);
        Assert.Equal(["c"], kafka.Values(topic));
        await Assert.ThrowsAsync<DeleteRecordsException>(() => admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, 9)]));
        await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, Offset.End)]);
        await kafka.ProduceAsync(topic, "d");
        Assert.Equal([("d", 3L)], kafka.ReadAll(topic).Select(record => (record.Message.Value!, record.Offset.Value)));
    }

    [Theory]
    [OnEmbeddedLog(Librdkafka = "2.3.0")]
    [OnApacheKafka(Librdkafka = "2.3.0")]
    public async Task Groups_are_listed_described_and_deleted_once_empty(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        var topic = await kafka.CreateTopicAsync(2);
        var group = KafkaCluster.NewName("group");
        using (var consumer = kafka.Consumer(group, config => config.ClientId = "describer"))
        {
            consumer.Subscribe(topic);
            await Eventually.UntilAsync(() => { consumer.Consume(50); return consumer.Assignment.Count == 2; }, KafkaCluster.Patience);
            consumer.Commit([new TopicPartitionOffset(topic, 1, 0)]);
            var described = (await admin.DescribeConsumerGroupsAsync([group])).ConsumerGroupDescriptions[0];
            Assert.Equal(ConsumerGroupState.Stable, described.State);
            var member = Assert.Single(described.Members);
            Assert.Equal("describer", member.ClientId);
            Assert.Equal([0, 1], member.Assignment.TopicPartitions.Select(partition => partition.Partition.Value).Order());
            var busy = await Assert.ThrowsAsync<DeleteGroupsException>(() => admin.DeleteGroupsAsync([group]));
            Assert.Equal(ErrorCode.NonEmptyGroup, busy.Results[0].Error.Code);
            consumer.Close();
        }
        var listed = (await admin.ListConsumerGroupsAsync()).Valid.Single(one => one.GroupId == group);
        Assert.Equal(ConsumerGroupState.Empty, listed.State);
        var offsets = await admin.ListConsumerGroupOffsetsAsync([new(group, null)]);
        Assert.Equal(new TopicPartition(topic, 1), Assert.Single(offsets[0].Partitions).TopicPartition);
        await admin.DeleteGroupsAsync([group]);
        var gone = await Assert.ThrowsAsync<DeleteGroupsException>(() => admin.DeleteGroupsAsync([group]));
        Assert.Equal(ErrorCode.GroupIdNotFound, gone.Results[0].Error.Code);
    }

    [Theory]
    [OnEmbeddedLog(Librdkafka = "2.3.0")]
    [OnApacheKafka(Librdkafka = "2.3.0")]
    public async Task The_cluster_is_one_broker_that_leads_everything(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var admin = kafka.Admin();
        var cluster = await admin.DescribeClusterAsync(new());
        Assert.Equal((1, 1), (cluster.Nodes.Count, cluster.Controller.Id));
        Assert.NotEmpty(cluster.ClusterId);
        var topic = await kafka.CreateTopicAsync(3);
        await Eventually.UntilAsync(() => Partitions(admin, topic) == 3);
        Assert.All(admin.GetMetadata(topic, KafkaCluster.Patience).Topics[0].Partitions, partition => Assert.Equal((1, 1), (partition.Leader, partition.InSyncReplicas.Length)));
    }

    private static int Partitions(IAdminClient admin, string topic) =>
        admin.GetMetadata(KafkaCluster.Patience).Topics.Find(one => one.Topic == topic)?.Partitions.Count ?? 0;

    private static async Task<ErrorCode> CreateErrorAsync(IAdminClient admin, TopicSpecification topic)
    {
        try
        {
            await admin.CreateTopicsAsync([topic]);
            return ErrorCode.NoError;
        }
        catch (CreateTopicsException refused)
        {
            return refused.Results[0].Error.Code;
        }
    }

    private static async Task<Dictionary<string, ConfigEntryResult>> DescribeAsync(IAdminClient admin, ConfigResource resource) =>
        (await admin.DescribeConfigsAsync([resource]))[0].Entries;
}
