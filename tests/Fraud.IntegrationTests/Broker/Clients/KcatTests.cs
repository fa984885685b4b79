using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>kcat, with the system's librdkafka, against the embedded log.</summary>
public sealed class KcatTests
{
    [ProgramFact("kcat")]
    public async Task It_lists_produces_and_consumes()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        var topic = await kafka.CreateTopicAsync(2);
        Assert.Contains($"topic \"{topic}\" with 2 partitions", await KcatAsync(kafka, "", "-L"), StringComparison.Ordinal);
        foreach (var codec in new[] { "none", "gzip", "snappy", "lz4", "zstd" })
            await KcatAsync(kafka, $"{codec}:first\n{codec}:second\n", "-P", "-t", topic, "-K:", "-z", codec, "-H", "h=1");
        var read = await KcatAsync(kafka, "", "-C", "-t", topic, "-e", "-q", "-f", "%k=%s %h\n");
        Assert.Equal(10, read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("zstd=second h=1", read, StringComparison.Ordinal);
    }

    [ProgramFact("kcat")]
    public async Task It_reads_as_a_group_and_writes_in_a_transaction()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        var topic = await kafka.CreateTopicAsync(3);
        await KcatAsync(kafka, "a\nb\nc\n", "-P", "-t", topic, "-X", $"transactional.id={topic}");
        var read = await KcatAsync(kafka, "", "-G", KafkaCluster.NewName("group"), "-X", "auto.offset.reset=earliest", "-e", "-q", topic);
        Assert.Equal(["a", "b", "c"], read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    private static Task<string> KcatAsync(KafkaCluster kafka, string input, params string[] arguments) =>
        ExternalProgram.RunAsync("kcat", ["-b", kafka.BootstrapServers, .. arguments], input);
}
