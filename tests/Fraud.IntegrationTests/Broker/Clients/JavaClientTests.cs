using System.Text.RegularExpressions;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>Apache Kafka's own Java programs against the embedded log.</summary>
public sealed partial class JavaClientTests
{
    [ApacheKafkaFact]
    public async Task Topics_are_created_described_and_altered()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
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

    [ApacheKafkaFact]
    public async Task What_VerifiableProducer_sends_VerifiableConsumer_receives()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        var topic = await kafka.CreateTopicAsync(3);
        var sent = await ProduceAsync(kafka, topic, 5000);
        Assert.Contains("\"acked\":5000", sent, StringComparison.Ordinal);
        var group = KafkaCluster.NewName("java-group");
        var received = await ToolAsync("VerifiableConsumer", "--bootstrap-server", kafka.BootstrapServers, "--topic", topic,
            "--group-id", group, "--max-messages", "5000", "--reset-policy", "earliest");
        Assert.Equal(5000, Consumed().Matches(received).Sum(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        var described = await ToolAsync("consumer.group.ConsumerGroupCommand", "--bootstrap-server", kafka.BootstrapServers, "--describe", "--group", group);
        Assert.Contains(topic, described, StringComparison.Ordinal);
    }

    [ApacheKafkaFact]
    public async Task TransactionalMessageCopier_copies_everything_once_despite_its_random_aborts()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        var (input, output) = (await kafka.CreateTopicAsync(), await kafka.CreateTopicAsync());
        await ProduceAsync(kafka, input, 1000);
        await ToolAsync("TransactionalMessageCopier", "--broker-list", kafka.BootstrapServers, "--input-topic", input, "--input-partition", "0",
            "--output-topic", output, "--transactional-id", KafkaCluster.NewName("copier"), "--transaction-size", "70",
            "--consumer-group", KafkaCluster.NewName("copier"), "--enable-random-aborts", "--max-messages", "1000", "--use-group-metadata");
        Assert.Equal(kafka.Values(input), kafka.Values(output));
    }

    [ApacheKafkaFact]
    public async Task ClientCompatibilityTest_finds_what_it_expects()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        var topic = await kafka.CreateTopicAsync();
        var output = await ToolAsync("ClientCompatibilityTest", "--bootstrap-server", kafka.BootstrapServers, "--num-cluster-nodes", "1", "--topic", topic,
            "--offsets-for-times-supported", "true", "--cluster-id-supported", "true", "--expect-record-too-large-exception", "false",
            "--create-topics-supported", "true", "--describe-acls-supported", "false", "--describe-configs-supported", "true",
            "--idempotent-producer-supported", "true");
        Assert.Contains("SUCCESS", output, StringComparison.OrdinalIgnoreCase);
    }

    [ApacheKafkaFact]
    public async Task Transactions_are_listed_and_described()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
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

    private static Task<string> ProduceAsync(KafkaCluster kafka, string topic, int count) => ToolAsync("VerifiableProducer",
        "--bootstrap-server", kafka.BootstrapServers, "--topic", topic, "--max-messages", $"{count}", "--acks", "-1");

    private static Task<string> ToolAsync(string tool, params string[] arguments) =>
        ExternalProgram.RunAsync(SharedFolder.File("kafka", "kafka"), ["tool", $"org.apache.kafka.tools.{tool}", .. arguments]);
}
