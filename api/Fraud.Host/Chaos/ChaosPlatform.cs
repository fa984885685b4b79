using Fraud.Host.Runtime;
using Npgsql;

namespace Fraud.Host.Chaos;

/// <summary>The platform with every part in a process of its own: Redis, Postgres, the log, the workers and the projection.</summary>
internal sealed class ChaosPlatform : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly List<ChildServer> _workers = [];
    private readonly string? _kafka;
    private readonly string[] _workerOptions;

    private ChaosPlatform(ChaosOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        var folder = _folder = options.Folder;
        _kafka = options.Kafka;
        _workerOptions = options.Degrades ? ["--redis-away", "degrade", "--degrade-after", "0.2"] : [];
        _loggers = loggers;
        _time = time;
        Redis = new RedisServer(folder, loggers, time);
        Postgres = new PostgresServer(folder, loggers, time);
        RedisLink = new TcpProxy(() => Redis.Port, time);
        PostgresLink = new TcpProxy(() => Postgres.Port, time);
        if (options.Kafka is null)
        {
            LogLink = new TcpProxy(() => Log!.Port, time);
            Log = options.KafkaHome is { } home
                ? new ApacheKafkaServer(home, folder, LogLink.Endpoint, loggers, time)
                : ChildServer.Log(folder, LogLink.Endpoint, loggers, time);
        }

        Projection = Role("projection", "api");
    }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    /// <summary>The embedded log or an Apache Kafka; null where a running Kafka was given.</summary>
    public LocalServer? Log { get; }

    public ChildServer Projection { get; }

    /// <summary>What clients of the log are connected through; null where a running Kafka was given.</summary>
    public TcpProxy? LogLink { get; }

    /// <summary>What workers and the projection are connected to Redis through.</summary>
    public TcpProxy RedisLink { get; }

    /// <summary>What workers and the projection are connected to Postgres through.</summary>
    public TcpProxy PostgresLink { get; }

    public IReadOnlyList<ChildServer> Workers => _workers;

    /// <summary>Straight to the servers, but for the log, which tells all its clients the way through its link.</summary>
    public Addresses Addresses => new(_kafka ?? LogLink!.Endpoint, Redis.ConnectionString, Postgres.ConnectionString);

    /// <summary>Folder of Redis's append-only files.</summary>
    public string AppendOnlyFolder => Path.Combine(_folder, "redis", "appendonlydir");

    public static async Task<ChaosPlatform> StartAsync(ChaosOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken stop)
    {
        var platform = new ChaosPlatform(options, loggers, time);
        try
        {
            await Task.WhenAll(platform.Redis.StartAsync(stop), platform.Postgres.StartAsync(stop), platform.Log?.StartAsync(stop) ?? Task.CompletedTask);
            await platform.Projection.StartAsync(stop);
            await platform.StartWorkersAsync(options.Workers, stop);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the workers, of which none may run.</summary>
    public async Task StartWorkersAsync(int count, CancellationToken stop) =>
        _workers.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(i => StartWorkerAsync($"worker-{i}", stop))));

    /// <summary>Starts a worker process; the caller ends it.</summary>
    public async Task<ChildServer> StartWorkerAsync(string name, CancellationToken stop)
    {
        var worker = Role(name, "worker");
        await worker.StartAsync(stop);
        return worker;
    }

    /// <summary>Ends the workers in good order: they flush their states.</summary>
    public async Task StopWorkersAsync()
    {
        await Task.WhenAll(_workers.Select(worker => worker.DisposeAsync().AsTask()));
        _workers.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkersAsync();
        await Projection.DisposeAsync();
        await (Log?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
        await (LogLink?.DisposeAsync() ?? ValueTask.CompletedTask);
        await PostgresLink.DisposeAsync();
        await RedisLink.DisposeAsync();
    }

    private Addresses Linked => Addresses with
    {
        Redis = RedisLink.Endpoint,
        Postgres = new NpgsqlConnectionStringBuilder(Postgres.ConnectionString) { Host = "127.0.0.1", Port = PostgresLink.Port }.ConnectionString,
    };

    private ChildServer Role(string name, string role) => ChildServer.Role(name, role, Path.Combine(_folder, name), () => Linked, role == "worker" ? _workerOptions : [], _loggers, _time);
}
