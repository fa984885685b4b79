using System.Text.RegularExpressions;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>Apache Kafka's own Java programs; the same on the embedded log and on Apache Kafka.</summary>
public sealed partial class JavaClientTests
{
    [Theory]
    [OnEmbeddedLog(JavaPrograms = true)]
    [OnApacheKafka(JavaPrograms = true)]
    public async Task Topics_are_created_described_and_altered(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = KafkaCluster.NewName("java");
        await TopicAsync(kafka, "--create", "--topic", topic, "--partitions", "3", "--config", "retention.ms=100000");
        await TopicAsync(kafka, "--alter", "--topic", topic, "--partitions", "4");
        var described = await TopicAsync(kafka, "--describe", "--topic", topic);
        Assert.Contains("PartitionCount: 4", described, StringComparison.Ordinal);
        Assert.Contains("retention.ms=100000", described, StringComparison.Ordinal);
        Assert.Contains(topic, await TopicAsync(kafka, "--list"), StringComparison.Ordinal);
        await TopicAsync(kafka, "--delete", "--topic", topic);
        Assert.DoesNotContain(topic, await TopicAsync(kafka, "--list"), StringComparison.Ordinal);
    }

    [Theory]
    [OnEmbeddedLog(JavaPrograms = true)]
    [OnApacheKafka(JavaPrograms = true)]
    public async Task What_VerifiableProducer_sends_VerifiableConsumer_receives(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(3);
        var sent = await ProduceAsync(kafka, topic, 5000);
        Assert.Contains("\"acked\":5000", sent, StringComparison.Ordinal);
        var group = KafkaCluster.NewName("java-group");
        var received = await ToolAsync("VerifiableConsumer", "--bootstrap-server", kafka.BootstrapServers, "--topic", topic,
            "--group-id", group, "--max-messages", "5000", "--reset-policy", "earliest");
        Assert.Equal(5000, Consumed().Matches(received).Sum(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        var described = await GroupAsync(kafka, "--describe", "--group", group);
        Assert.Matches($"{group} +{topic} +[0-2] +([1-9][0-9]*) +\\1 +0 ", described);
        await GroupAsync(kafka, "--reset-offsets", "--to-earliest", "--all-topics", "--execute", "--group", group);
        Assert.Matches($"{group} +{topic} +[0-2] +0 +([1-9][0-9]*) +\\1 ", await GroupAsync(kafka, "--describe", "--group", group));
    }

    [Theory]
    [OnEmbeddedLog(JavaPrograms = true)]
    [OnApacheKafka(JavaPrograms = true)]
    public async Task Offsets_and_versions_are_listed(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(2, KafkaCluster.KeepsOldRecords);
        using (var producer = kafka.Producer())
        {
            foreach (var (value, time) in ((string, long)[])[("a", 1000), ("b", 3000), ("c", 2000)])
                producer.Produce(new Confluent.Kafka.TopicPartition(topic, 1), new() { Value = value, Timestamp = new(time, Confluent.Kafka.TimestampType.CreateTime) });
            producer.Flush(KafkaCluster.Patience);
        }

        foreach (var (time, expected) in ((string, string)[])[("latest", "3"), ("earliest", "0"), ("max-timestamp", "1"), ("1500", "1")])
            Assert.Contains($"{topic}:1:{expected}\n", await ToolAsync("GetOffsetShell", "--bootstrap-server", kafka.BootstrapServers, "--topic", topic, "--time", time), StringComparison.Ordinal);
        var versions = await ToolAsync("BrokerApiVersionsCommand", "--bootstrap-server", kafka.BootstrapServers);
        foreach (var request in new[] { "Produce", "Fetch", "JoinGroup", "TxnOffsetCommit", "DescribeTransactions" })
            Assert.Matches($@"\t{request}\([0-9]+\): [0-9]+( to [0-9]+)? \[usable: [0-9]+\]", versions);
    }

    [Theory]
    [OnEmbeddedLog(JavaPrograms = true)]
    [OnApacheKafka(JavaPrograms = true)]
    public async Task TransactionalMessageCopier_copies_everything_once_despite_its_random_aborts(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var (input, output) = (await kafka.CreateTopicAsync(), await kafka.CreateTopicAsync());
        await ProduceAsync(kafka, input, 1000);
        await ToolAsync("TransactionalMessageCopier", "--broker-list", kafka.BootstrapServers, "--input-topic", input, "--input-partition", "0",
            "--output-topic", output, "--transactional-id", KafkaCluster.NewName("copier"), "--transaction-size", "70",
            "--consumer-group", KafkaCluster.NewName("copier"), "--enable-random-aborts", "--max-messages", "1000", "--use-group-metadata");
        Assert.Equal(kafka.Values(input), kafka.Values(output));
    }

    [Theory]
    [OnEmbeddedLog(JavaPrograms = true)]
    [OnApacheKafka(JavaPrograms = true)]
    public async Task ClientCompatibilityTest_finds_what_it_expects(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        var output = await ToolAsync("ClientCompatibilityTest", "--bootstrap-server", kafka.BootstrapServers, "--num-cluster-nodes", "1", "--topic", topic,
            "--offsets-for-times-supported", "true", "--cluster-id-supported", "true", "--expect-record-too-large-exception", "false",
            "--create-topics-supported", "true", "--describe-acls-supported", "true", "--describe-configs-supported", "true",
            "--idempotent-producer-supported", "true");
        Assert.Contains("SUCCESS", output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [OnEmbeddedLog(JavaPrograms = true)]
    [OnApacheKafka(JavaPrograms = true)]
    public async Task Transactions_are_listed_and_described(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var (topic, id) = (await kafka.CreateTopicAsync(), KafkaCluster.NewName("listed"));
        using var producer = kafka.TransactionalProducer(id, config => config.TransactionTimeoutMs = 600_000);
        producer.BeginTransaction();
        producer.Produce(topic, new Confluent.Kafka.Message<string?, string?> { Value = "open" });
        producer.Flush(KafkaCluster.Patience);
        Assert.Matches($"{id}.*Ongoing", await ToolAsync("TransactionsCommand", "--bootstrap-server", kafka.BootstrapServers, "list"));
        Assert.Contains($"{topic}-0", await ToolAsync("TransactionsCommand", "--bootstrap-server", kafka.BootstrapServers, "describe", "--transactional-id", id), StringComparison.Ordinal);
        producer.AbortTransaction(KafkaCluster.Patience);
    }

    [GeneratedRegex("\"name\":\"records_consumed\",\"count\":([0-9]+)")]
    private static partial Regex Consumed();

    private static Task<string> TopicAsync(KafkaCluster kafka, params string[] arguments) =>
        ToolAsync("TopicCommand", ["--bootstrap-server", kafka.BootstrapServers, .. arguments]);

    private static Task<string> GroupAsync(KafkaCluster kafka, params string[] arguments) =>
        ToolAsync("consumer.group.ConsumerGroupCommand", ["--bootstrap-server", kafka.BootstrapServers, .. arguments]);

    private static Task<string> ProduceAsync(KafkaCluster kafka, string topic, int count) => ToolAsync("VerifiableProducer",
        "--bootstrap-server", kafka.BootstrapServers, "--topic", topic, "--max-messages", $"{count}", "--acks", "-1");

    private static Task<string> ToolAsync(string tool, params string[] arguments) =>
        ExternalProgram.RunAsync(SharedFolder.File("kafka", "kafka"), ["tool", $"org.apache.kafka.tools.{tool}", .. arguments]);
}
