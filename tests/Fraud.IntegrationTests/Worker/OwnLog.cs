using Fraud.Broker;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Fraud.Ingest.Publishing;
using Fraud.TestKit;
using Fraud.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fraud.IntegrationTests.Worker;

/// <summary>An embedded log of a test's own, with the product's topics, and a folder for what else the test keeps.</summary>
internal sealed class OwnLog : IAsyncDisposable
{
    private readonly EmbeddedBroker _broker;

    private OwnLog(TempFolder folder, EmbeddedBroker broker) => (Folder, _broker) = (folder, broker);

    public TempFolder Folder { get; }

    public string Kafka => _broker.BootstrapServers;

    public static async Task<OwnLog> StartAsync(string name)
    {
        var folder = new TempFolder(name);
        var broker = await EmbeddedBroker.StartAsync(
            new BrokerOptions { DataDirectory = folder.File("log") }, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        await new TopicCreator(broker.BootstrapServers).EnsureAsync(TopicLayout.Product(4, "accounts", "customers"), TimeSpan.FromSeconds(30));
        return new OwnLog(folder, broker);
    }

    /// <summary>Waits until the scoring group of a log has committed everything that is on its payments topic.</summary>
    public static async Task UntilDecidedAsync(string kafka)
    {
        using var lag = new GroupLag(kafka, ScoringOptions.GroupIdDefault, Topics.Payments);
        await Eventually.UntilAsync(() => lag.Read() == 0, TimeSpan.FromSeconds(90), "the group has committed all payments");
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Folder.Dispose();
    }
}
