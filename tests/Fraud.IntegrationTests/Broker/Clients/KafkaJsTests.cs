using System.Text.Json;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>kafkajs, a client written in JavaScript alone; the same on the embedded log and on Apache Kafka.</summary>
public sealed class KafkaJsTests
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    [Theory]
    [OnEmbeddedLog(Program = "npm")]
    [OnApacheKafka(Program = "npm")]
    public async Task It_produces_transacts_and_consumes_as_a_group(BrokerKind kind)
    {
        var (result, topic) = await RunAsync(kind, "records");
        using (result)
        {
            Assert.Equal(["plain 0", "plain 1", "committed", "committed"], Texts(result, "seen"));
            Assert.Equal(["7", "-1"], Texts(result, "offsets"));
            Assert.Contains($"{topic}-group", Texts(result, "groups"));
            Assert.Equal(["x"], Texts(result, "headers"));
        }
    }

    [Theory]
    [OnEmbeddedLog(Program = "npm")]
    [OnApacheKafka(Program = "npm")]
    public async Task A_group_of_it_shares_partitions_survives_a_member_and_is_administered(BrokerKind kind)
    {
        var (result, _) = await RunAsync(kind, "group");
        using (result)
        {
            Assert.Equal(["0", "1", "2", "3"], Texts(result, "shared"));
            Assert.Equal(["0", "1", "2", "3"], Texts(result, "survivor"));
            Assert.Equal(["Stable", "Empty"], Texts(result, "states"));
            Assert.Equal(["20 0", "20 12"], Texts(result, "extent"));
            Assert.Equal(["12", "-1"], Texts(result, "offsets"));
            Assert.Equal(["6", "NON_EMPTY_GROUP"], Texts(result, "admin"));
        }
    }

    [Theory]
    [OnEmbeddedLog(Program = "npm")]
    [OnApacheKafka(Program = "npm")]
    public async Task A_producer_of_it_is_fenced_by_a_second_instance(BrokerKind kind)
    {
        var (result, _) = await RunAsync(kind, "fence");
        using (result)
        {
            Assert.Equal(["second"], Texts(result, "seen"));
            Assert.Contains(Texts(result, "refused").Single(), new[] { "INVALID_PRODUCER_EPOCH", "PRODUCER_FENCED" });
        }
    }

    private static async Task<(JsonDocument Result, string Topic)> RunAsync(BrokerKind kind, string scenario)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = KafkaCluster.NewName("kafkajs");
        var output = await ExternalProgram.RunAsync("node", ["client.mjs", kafka.BootstrapServers, topic, scenario], folder: await Installed.Value);
        return (JsonDocument.Parse(output), topic);
    }

    private static List<string> Texts(JsonDocument result, string name) =>
        [.. result.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];

    private static async Task<string> InstallAsync()
    {
        var folder = new TempFolder("kafkajs");
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Broker", "Clients", "kafkajs")))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        await ExternalProgram.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder: folder.Path);
        return folder.Path;
    }
}
