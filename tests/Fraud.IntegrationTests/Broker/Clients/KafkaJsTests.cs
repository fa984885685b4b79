using System.Text.Json;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>kafkajs, a client written in JavaScript alone, against the embedded log.</summary>
public sealed class KafkaJsTests
{
    private static readonly string[] Expected = ["plain 0", "plain 1", "committed", "committed"];

    [ProgramFact("npm")]
    public async Task It_produces_transacts_and_consumes_as_a_group()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        using var folder = new TempFolder("kafkajs");
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Broker", "Clients", "kafkajs")))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        await ExternalProgram.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder: folder.Path);
        var topic = KafkaCluster.NewName("kafkajs");
        var output = await ExternalProgram.RunAsync("node", ["client.mjs", kafka.BootstrapServers, topic], folder: folder.Path);
        using var result = JsonDocument.Parse(output);
        Assert.Equal(Expected, result.RootElement.GetProperty("seen").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("7", result.RootElement.GetProperty("offset").GetString());
        Assert.Contains($"{topic}-group", result.RootElement.GetProperty("groups").EnumerateArray().Select(value => value.GetString()));
    }
}
