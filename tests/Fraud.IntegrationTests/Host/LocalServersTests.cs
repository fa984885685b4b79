using Fraud.Host.Runtime;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StackExchange.Redis;
using Xunit;

namespace Fraud.IntegrationTests.Host;

public sealed class LocalServersTests : IDisposable
{
    private readonly TempFolder folder = new("runtime");

    [Fact]
    public async Task Redis_keeps_its_data_and_its_port_over_a_stop()
    {
        int port;
        await using (var first = await StartRedisAsync())
        {
            port = first.Port;
            await SetAsync(first, "k", "v");
        }
        await using var second = await StartRedisAsync();
        Assert.Equal(port, second.Port);
        Assert.Equal("v", await GetAsync(second, "k"));
    }

    [Fact]
    public async Task Postgres_keeps_its_data_and_its_port_over_a_stop()
    {
        int port;
        await using (var first = await StartPostgresAsync())
        {
            port = first.Port;
            Assert.Equal("logical", await AskAsync(first, "show wal_level"));
            await AskAsync(first, "create table t as select 42 as n");
        }
        await using var second = await StartPostgresAsync();
        Assert.Equal(port, second.Port);
        Assert.Equal(42, await AskAsync(second, "select n from t"));
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again_on_the_same_port()
    {
        await using var redis = await StartRedisAsync();
        await using var postgres = await StartPostgresAsync();
        await SetAsync(redis, "k", "v");
        var died = (redis.ProcessId, postgres.ProcessId);

        Kill(died.Item1);
        Kill(died.Item2);

        await Eventually.UntilAsync(() => redis.ProcessId != died.Item1 && postgres.ProcessId != died.Item2);
        await Eventually.PassesAsync(async () => Assert.Equal("1", (await AskAsync(postgres, "select '1'"))?.ToString()));
        await Eventually.PassesAsync(async () => await GetAsync(redis, "k"));
    }

    [Fact]
    public async Task A_server_left_behind_on_the_same_data_is_stopped_and_replaced()
    {
        using var left = System.Diagnostics.Process.Start(
            "redis-server", ["--set-proc-title", "no", "--dir", Directory.CreateDirectory(folder.File("redis")).FullName, "--port", "0"]);
        await using var redis = await StartRedisAsync();
        await left.WaitForExitAsync();
        await SetAsync(redis, "k", "v");
    }

    [Fact]
    public async Task A_taken_port_is_left_to_its_owner()
    {
        using var other = new TempFolder("runtime");
        await using var first = await StartRedisAsync();
        new RuntimeFile(other.Path).Update(record => record.With("redis", new RuntimeServer(first.Port)));

        await using var second = new RedisServer(other.Path, NullLoggerFactory.Instance, TimeProvider.System);
        await second.StartAsync(CancellationToken.None);

        Assert.NotEqual(first.Port, second.Port);
        await SetAsync(second, "k", "second");
        Assert.Null(await GetAsync(first, "k"));
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_what_its_log_says()
    {
        var redis = new RedisServer(folder.Path, NullLoggerFactory.Instance, TimeProvider.System, ["--maxmemory", "nonsense"]);
        var fault = await Assert.ThrowsAsync<OperatingFaultException>(() => redis.StartAsync(CancellationToken.None));
        Assert.Contains("maxmemory", fault.Message, StringComparison.Ordinal);
        await redis.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    private async Task<RedisServer> StartRedisAsync()
    {
        var server = new RedisServer(folder.Path, NullLoggerFactory.Instance, TimeProvider.System);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    private async Task<PostgresServer> StartPostgresAsync()
    {
        var server = new PostgresServer(folder.Path, NullLoggerFactory.Instance, TimeProvider.System);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    private static async Task SetAsync(RedisServer server, string key, string value)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await connection.GetDatabase().StringSetAsync(key, value);
    }

    private static async Task<string?> GetAsync(RedisServer server, string key)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return await connection.GetDatabase().StringGetAsync(key);
    }

    private static async Task<object?> AskAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static void Kill(int id) => System.Diagnostics.Process.GetProcessById(id).Kill();
}
