using System.Text;
using Confluent.Kafka;
using Fraud.Broker;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>
/// A log of its own for the ingest tests, because they use the product's topic names; the tests on it run one after the other. The
/// environment variable <c>FRAUD_INGEST_TEST_KAFKA</c> names another broker to run them on.
/// </summary>
public sealed class IngestLog : IAsyncLifetime, IDisposable
{
    public const string Collection = "ingest log";

    private readonly TempFolder _folder = new("ingest-log");
    private EmbeddedBroker? _broker;

    public string Kafka { get; private set; } = Environment.GetEnvironmentVariable("FRAUD_INGEST_TEST_KAFKA") ?? "";

    public async Task InitializeAsync()
    {
        if (Kafka.Length == 0)
        {
            _broker = await EmbeddedBroker.StartAsync(
                new BrokerOptions { DataDirectory = _folder.Path }, NullLoggerFactory.Instance, TimeProvider.System);
            Kafka = _broker.BootstrapServers;
        }

        await new TopicCreator(Kafka).EnsureAsync(TopicLayout.Product(), TimeSpan.FromSeconds(30));
    }

    public Task DisposeAsync() => _broker?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>The payments on the log with this account as their key.</summary>
    public IReadOnlyList<ConsumeResult<byte[], byte[]>> PaymentsOf(string account) =>
        [.. TopicContents.Read(Kafka, Topics.Payments).Where(r => r.Message.Key.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(account)))];
}
