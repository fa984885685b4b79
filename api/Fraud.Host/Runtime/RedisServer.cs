using StackExchange.Redis;

namespace Fraud.Host.Runtime;

/// <summary>
/// Debian's <c>redis-server</c> with its append-only file on, synced every second, in <c>redis/</c> of the data folder. Losing that last
/// second is allowed for: state in Redis runs behind the log.
/// </summary>
public sealed class RedisServer : LocalServer
{
    private readonly string _data;
    private readonly IReadOnlyList<string> _settings;

    /// <param name="folder">The data folder; created when absent.</param>
    /// <param name="loggers">Where starts, restarts and faults are told.</param>
    /// <param name="time">Measures patience and pauses.</param>
    /// <param name="settings">More settings as on the command line of redis-server: <c>["--databases", "64"]</c>.</param>
    public RedisServer(string folder, ILoggerFactory loggers, TimeProvider time, IReadOnlyList<string>? settings = null)
        : base("redis", folder, loggers, time)
    {
        _data = Path.Combine(Folder, "redis");
        _settings = settings ?? [];
    }

    /// <summary>StackExchange.Redis configuration.</summary>
    public string ConnectionString => Endpoint;

    private protected override Task PrepareAsync(CancellationToken stop)
    {
        if (SystemProgram.Find("redis-server") is null)
            throw new OperatingFaultException("redis-server is not installed: run apt-get install redis-server, or name a Redis with --redis.");
        Directory.CreateDirectory(_data);
        return Task.CompletedTask;
    }

    // The title stays as started: a later run knows a process it left behind by the folder in its arguments.
    private protected override IReadOnlyList<string> Command() =>
    [
        SystemProgram.Find("redis-server")!, "--set-proc-title", "no", "--dir", _data, "--bind", "127.0.0.1", "--port", $"{Port}",
        "--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--rdbcompression", "no", "--daemonize", "no", .. _settings,
    ];

    private protected override bool IsOurs(RunningProcess candidate) => candidate.Runs("redis-server", _data);

    private protected override async Task ProbeAsync(CancellationToken stop)
    {
        var configuration = new ConfigurationOptions { EndPoints = { Endpoint }, ConnectTimeout = 2000, ConnectRetry = 0, AllowAdmin = true };
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        var answer = await connection.GetDatabase().ExecuteAsync("CONFIG", "GET", "dir");
        if (((string?[]?)answer)?.Last() != _data)
            throw new OperatingFaultException($"Another Redis listens at {Endpoint}.");
    }
}
