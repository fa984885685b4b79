using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using Fraud.Broker;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using ErrorCode = Confluent.Kafka.ErrorCode;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Names, passwords and encryption of the embedded log (SASL/PLAIN over TLS; KIP-43, KIP-152).</summary>
public sealed class SafetyTests
{
    private static readonly Dictionary<string, string> Users = new() { ["anna"] = "s3cret" };

    [Fact]
    public async Task Who_gives_name_and_password_over_TLS_is_served()
    {
        using var folder = new TempFolder();
        using var certificate = TestCertificate.Create();
        await using var broker = await StartAsync(folder, certificate);
        var file = certificate.WriteAuthority(folder);
        using var admin = Admin(broker, config => (config.SslCaLocation, config.SaslPassword) = (file, "s3cret"));
        await admin.CreateTopicsAsync([new() { Name = "t", NumPartitions = 1, ReplicationFactor = 1 }]);
        Assert.Contains(admin.GetMetadata(KafkaCluster.Patience).Topics, topic => topic.Topic == "t");
    }

    [Fact]
    public async Task Large_answers_arrive_whole_over_TLS()
    {
        using var folder = new TempFolder();
        using var certificate = TestCertificate.Create();
        await using var broker = await StartAsync(folder, certificate);
        var file = certificate.WriteAuthority(folder);
        using var producer = new ProducerBuilder<Null, byte[]>(Secured(KafkaClients.IdempotentProducer(broker.BootstrapServers, lingerMs: 20), file)).Build();
        var values = Enumerable.Range(0, 5000).Select(i => RandomNumberGenerator.GetBytes(500 + i % 1000)).ToList();
        foreach (var value in values)
            producer.Produce("t", new Message<Null, byte[]> { Value = value });
        producer.Flush(KafkaCluster.Patience);
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(Secured(KafkaClients.ReadCommittedConsumer(broker.BootstrapServers, "g"), file)).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(index => new TopicPartitionOffset("t", index, 0)));
        var received = values.Select(_ => consumer.Consume(KafkaCluster.Patience).Message.Value).ToList();
        Assert.Equal(values.Select(Convert.ToHexString).Order(StringComparer.Ordinal), received.Select(Convert.ToHexString).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        using var folder = new TempFolder();
        using var certificate = TestCertificate.Create();
        await using var broker = await StartAsync(folder, certificate);
        var file = certificate.WriteAuthority(folder);
        var refused = new TaskCompletionSource<Error>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var admin = Admin(broker, config => (config.SslCaLocation, config.SaslPassword) = (file, "guess"), error =>
        {
            if (error.Code == ErrorCode.Local_Authentication)
                refused.TrySetResult(error);
        });
        Assert.Contains("Invalid username or password", (await refused.Task.WaitAsync(KafkaCluster.Patience)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_say_who_it_is_reaches_nothing()
    {
        using var folder = new TempFolder();
        await using var broker = await StartAsync(folder, null);
        using var raw = new RawConnection(broker.BootstrapServers);
        raw.Ask(Fraud.Broker.Protocol.ApiKey.ApiVersions, 0, _ => { });
        raw.Send(Fraud.Broker.Protocol.ApiKey.Metadata, 1, request => request.ArrayLength(0));
        Assert.True(raw.IsClosedByBroker());
    }

    [Fact]
    public async Task A_client_without_TLS_is_not_understood()
    {
        using var folder = new TempFolder();
        using var certificate = TestCertificate.Create();
        await using var broker = await StartAsync(folder, certificate);
        using var raw = new RawConnection(broker.BootstrapServers);
        raw.Send(Fraud.Broker.Protocol.ApiKey.ApiVersions, 0, _ => { });
        Assert.True(raw.IsClosedByBroker());
    }

    [Fact]
    public async Task Passwords_without_TLS_are_not_taken_beyond_loopback()
    {
        using var folder = new TempFolder();
        var options = new BrokerOptions { DataDirectory = folder.Path, Address = IPAddress.Any, Users = Users };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System));
        Assert.Contains("BrokerOptions.Certificate", refused.Message, StringComparison.Ordinal);
    }

    private static Task<EmbeddedBroker> StartAsync(TempFolder folder, X509Certificate2? certificate) => EmbeddedBroker.StartAsync(
        new BrokerOptions { DataDirectory = folder.File("data"), Users = Users, Certificate = certificate }, NullLoggerFactory.Instance, TimeProvider.System);

    private static IAdminClient Admin(EmbeddedBroker broker, Action<AdminClientConfig> configure, Action<Error>? onError = null)
    {
        var config = Secured(KafkaClients.Admin(broker.BootstrapServers), null);
        configure(config);
        return new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => onError?.Invoke(error)).Build();
    }

    private static T Secured<T>(T config, string? authority)
        where T : ClientConfig
    {
        config.SecurityProtocol = SecurityProtocol.SaslSsl;
        config.SaslMechanism = SaslMechanism.Plain;
        config.SaslUsername = "anna";
        config.SaslPassword = "s3cret";
        config.SslCaLocation = authority;
        return config;
    }
}
