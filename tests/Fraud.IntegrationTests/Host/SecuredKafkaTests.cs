using Fraud.Broker;
using Fraud.IntegrationTests.Broker;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.IntegrationTests.Host;

/// <summary>Every command reaches a Kafka with TLS and SASL/PLAIN (KIP-43, KIP-152) through one file of client properties.</summary>
public sealed class SecuredKafkaTests : IDisposable
{
    private readonly TempFolder _folder = new("secured");

    [Fact]
    public async Task The_whole_platform_runs_on_it_and_commands_find_it_through_the_running_instance()
    {
        await using var broker = await StartAsync();
        var (kafka, data) = (broker.BootstrapServers, _folder.File("up"));
        using var up = FraudProgram.Start("up", "--data", data, "--kafka", kafka, "--kafka-config", Properties());
        await up.UntilUpAsync(data);

        var (code, topics) = await FraudProgram.RunAsync("log", "topics", "--data", data, "--seconds", "0");
        Assert.Equal(0, code);
        // The last column is what only the connection without librdkafka knows.
        Assert.Matches(@"payments\.v1 +4 +0 +0\.0 +- +0", topics);
        Assert.Equal(0, await up.InterruptAsync());
    }

    [Fact]
    public async Task Properties_without_an_address_do_not_start_an_embedded_log()
    {
        var file = _folder.File("client.properties");
        await File.WriteAllTextAsync(file, "security.protocol=ssl");
        var (code, output) = await FraudProgram.RunAsync("up", "--data", _folder.File("none"), "--kafka-config", file);
        Assert.Equal(1, code);
        Assert.Contains("no --kafka", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<EmbeddedBroker> StartAsync()
    {
        var certificate = TestCertificate.Create();
        certificate.WriteAuthority(_folder);
        return await EmbeddedBroker.StartAsync(
            new BrokerOptions { DataDirectory = _folder.File("log"), Users = new Dictionary<string, string> { ["anna"] = "s3cret" }, Certificate = certificate },
            NullLoggerFactory.Instance, TimeProvider.System);
    }

    private string Properties()
    {
        var file = _folder.File("client.properties");
        File.WriteAllLines(file, ["security.protocol=sasl_ssl", "sasl.mechanism=PLAIN", "sasl.username=anna", "sasl.password=s3cret",
            $"ssl.ca.location={_folder.File("ca.pem")}"]);
        return file;
    }
}
