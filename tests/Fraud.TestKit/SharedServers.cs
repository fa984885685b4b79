using Fraud.Host.Runtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fraud.TestKit;

/// <summary>
/// One Redis and one Postgres per test run, started when first asked for and killed by the watcher of <see cref="TempFolder"/> when the
/// run's process ends. They hold nothing worth a clean stop, so nothing is synced to disk.
/// </summary>
internal static class SharedServers
{
    /// <summary>How many numbered databases the shared Redis has: one per test class.</summary>
    public const int RedisDatabases = 512;

    private static readonly TempFolder Folder = new("servers");
    private static readonly Lazy<Task<RedisServer>> LazyRedis = new(StartRedisAsync);
    private static readonly Lazy<Task<PostgresServer>> LazyPostgres = new(StartPostgresAsync);

    public static Task<RedisServer> Redis => LazyRedis.Value;

    public static Task<PostgresServer> Postgres => LazyPostgres.Value;

    private static async Task<RedisServer> StartRedisAsync()
    {
        var server = new RedisServer(
            Folder.Path, NullLoggerFactory.Instance, TimeProvider.System, ["--databases", $"{RedisDatabases}", "--appendonly", "no"]);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    private static async Task<PostgresServer> StartPostgresAsync()
    {
        var server = new PostgresServer(
            Folder.Path, NullLoggerFactory.Instance, TimeProvider.System,
            ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"]);
        await server.StartAsync(CancellationToken.None);
        return server;
    }
}
