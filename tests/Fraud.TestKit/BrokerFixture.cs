using Fraud.Broker;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.TestKit;

/// <summary>A class fixture: an embedded log of the class's own, in a temporary folder.</summary>
public sealed class BrokerFixture : IKafkaFixture, IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new("log");
    private EmbeddedBroker? _broker;

    public string BootstrapServers => _broker!.BootstrapServers;

    public async Task InitializeAsync() => _broker = await EmbeddedBroker.StartAsync(
        new BrokerOptions { DataDirectory = _folder.Path }, NullLoggerFactory.Instance, TimeProvider.System);

    public async Task DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();
}
