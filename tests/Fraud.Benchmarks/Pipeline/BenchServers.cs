using Fraud.Benchmarks.Models;
using Fraud.Broker;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Fraud.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fraud.Benchmarks.Pipeline;

/// <summary>A Redis and, unless another is given, an embedded log in this process, in a temporary folder; with the product's topics.</summary>
internal sealed class BenchServers : IAsyncDisposable
{
    private readonly TempFolder _folder = new("bench");
    private readonly RedisServer _redis;
    private EmbeddedBroker? _broker;

    private BenchServers() => _redis = new RedisServer(_folder.Path, NullLoggerFactory.Instance, TimeProvider.System);

    public string Kafka { get; private set; } = "";

    public string Redis => _redis.ConnectionString;

    /// <summary>A path in the folder of these servers.</summary>
    public string File(string name) => _folder.File(name);

    public int RedisProcessId => _redis.ProcessId;

    public static async Task<BenchServers> StartAsync(string? kafka, CancellationToken stop)
    {
        var servers = new BenchServers();
        try
        {
            await servers._redis.StartAsync(stop);
            if (kafka is null)
            {
                var options = new BrokerOptions { DataDirectory = servers._folder.File("log") };
                servers._broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, stop);
            }

            servers.Kafka = kafka ?? servers._broker!.BootstrapServers;
            await new TopicCreator(servers.Kafka).EnsureAsync(TopicLayout.Product(BenchPolicy.Partitions, "accounts", "customers"), TimeSpan.FromSeconds(30), stop);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>A scoring stage on these servers, in this process; to be started.</summary>
    /// <param name="statesInMemoryMax">States it keeps in memory; 0 for its default.</param>
    public IHost Stage(int statesInMemoryMax = 0)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        var options = new ScoringOptions { Kafka = Kafka, Redis = Redis };
        if (statesInMemoryMax > 0)
            options = new ScoringOptions { Kafka = Kafka, Redis = Redis, StatesInMemoryMax = statesInMemoryMax };
        builder.Services.AddScoringWorker(options, new PolicySource(BenchPolicy.Compile()));
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Dispose();
    }
}
