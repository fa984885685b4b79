using Fraud.Broker;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Runtime;

/// <summary>
/// The servers an instance needs: those whose address was given are used as they are, the others are started in its data folder and
/// stopped with it, the log first, so that nothing writes while Postgres and Redis close.
/// </summary>
public sealed class LocalRuntime : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _started = new();

    private LocalRuntime()
    {
    }

    /// <summary>Where the servers are, given or started.</summary>
    public Addresses Addresses { get; private set; } = new("", "", "");

    /// <summary>Starts what <paramref name="options"/> give no address for.</summary>
    /// <exception cref="OperatingFaultException">A server is not installed or does not start.</exception>
    public static async Task<LocalRuntime> StartAsync(
        FraudOptions options, DataFolder folder, ILoggerFactory loggers, TimeProvider time, CancellationToken stop)
    {
        if (options.Kafka is null && KafkaConnection.File is not null)
            throw new OperatingFaultException("Client properties of Kafka are given, but no --kafka: the embedded log takes no password from this machine.");
        var runtime = new LocalRuntime();
        try
        {
            var redis = options.Redis is { } givenRedis ? Task.FromResult(givenRedis) : runtime.StartRedisAsync(folder, loggers, time, stop);
            var postgres = options.Postgres is { } givenPostgres
                ? Task.FromResult(givenPostgres)
                : runtime.StartPostgresAsync(folder, loggers, time, stop);
            await Task.WhenAll(redis, postgres);
            var kafka = options.Kafka ?? await runtime.StartLogAsync(folder, options.Partitions, loggers, time, stop);
            runtime.Addresses = new Addresses(kafka, await redis, await postgres);
            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var server))
            await server.DisposeAsync();
    }

    private async Task<string> StartRedisAsync(DataFolder folder, ILoggerFactory loggers, TimeProvider time, CancellationToken stop)
    {
        var server = new RedisServer(folder.Path, loggers, time);
        _started.Push(server);
        await server.StartAsync(stop);
        return server.ConnectionString;
    }

    private async Task<string> StartPostgresAsync(DataFolder folder, ILoggerFactory loggers, TimeProvider time, CancellationToken stop)
    {
        var server = new PostgresServer(folder.Path, loggers, time);
        _started.Push(server);
        await server.StartAsync(stop);
        return server.ConnectionString;
    }

    private async Task<string> StartLogAsync(
        DataFolder folder, int partitions, ILoggerFactory loggers, TimeProvider time, CancellationToken stop)
    {
        var port = folder.PortFor("kafka");
        var options = new BrokerOptions { DataDirectory = Path.Combine(folder.Path, "log"), Port = port, DefaultPartitions = partitions };
        try
        {
            var broker = await EmbeddedBroker.StartAsync(options, loggers, time, stop);
            _started.Push(broker);
            folder.RuntimeFile.Update(record => record.With("kafka", new RuntimeServer(port)));
            return broker.BootstrapServers;
        }
        catch (InvalidOperationException e)
        {
            throw new OperatingFaultException($"The embedded log does not start: {e.Message}", e);
        }
    }
}
