using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>kcat, with the system's librdkafka; the same on the embedded log and on Apache Kafka.</summary>
public sealed class KcatTests
{
    [Theory]
    [OnEmbeddedLog(Program = "kcat")]
    [OnApacheKafka(Program = "kcat")]
    public async Task It_lists_produces_and_consumes(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(2);
        Assert.Contains($"topic \"{topic}\" with 2 partitions", await KcatAsync(kafka, "", "-L"), StringComparison.Ordinal);
        foreach (var codec in new[] { "none", "gzip", "snappy", "lz4", "zstd" })
            await KcatAsync(kafka, $"{codec}:first\n{codec}:second\n", "-P", "-t", topic, "-K:", "-z", codec, "-H", "h=1");
        var read = await KcatAsync(kafka, "", "-C", "-t", topic, "-e", "-q", "-f", "%k=%s %h\n");
        Assert.Equal(10, read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("zstd=second h=1", read, StringComparison.Ordinal);
    }

    [Theory]
    [OnEmbeddedLog(Program = "kcat")]
    [OnApacheKafka(Program = "kcat")]
    public async Task It_reads_as_a_group_and_writes_in_a_transaction(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(3);
        await KcatAsync(kafka, "a\nb\nc\n", "-P", "-t", topic, "-X", $"transactional.id={topic}");
        var read = await KcatAsync(kafka, "", "-G", KafkaCluster.NewName("group"), "-X", "auto.offset.reset=earliest", "-e", "-q", topic);
        Assert.Equal(["a", "b", "c"], read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Theory]
    [OnEmbeddedLog(Program = "kcat")]
    [OnApacheKafka(Program = "kcat")]
    public async Task It_finds_offsets_by_time_and_reads_from_and_to_them(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        await KcatAsync(kafka, "a\nb\nc\n", "-P", "-t", topic);
        var times = (await KcatAsync(kafka, "", "-C", "-t", topic, "-e", "-q", "-f", "%T\n")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{topic} [0] offset 0", (await KcatAsync(kafka, "", "-Q", "-t", $"{topic}:0:{times[0]}")).Trim());
        Assert.Equal($"{topic} [0] offset 3", (await KcatAsync(kafka, "", "-Q", "-t", $"{topic}:0:-1")).Trim());
        Assert.Equal("b\n", await KcatAsync(kafka, "", "-C", "-t", topic, "-p", "0", "-o", "1", "-c", "1", "-q"));
        Assert.Equal("c\n", await KcatAsync(kafka, "", "-C", "-t", topic, "-p", "0", "-o", "-1", "-e", "-q"));
    }

    private static Task<string> KcatAsync(KafkaCluster kafka, string input, params string[] arguments) =>
        ExternalProgram.RunAsync("kcat", ["-b", kafka.BootstrapServers, .. arguments], input);
}
