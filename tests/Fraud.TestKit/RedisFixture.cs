using Xunit;

namespace Fraud.TestKit;

/// <summary>
/// A class fixture: the run's shared Redis, with a numbered database that no other test class uses. A test that stops or kills its Redis
/// starts its own <see cref="Fraud.Host.Runtime.RedisServer"/> in a <see cref="TempFolder"/> instead.
/// </summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private static int _databases = -1;

    /// <summary>StackExchange.Redis configuration, naming the database.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var server = await SharedServers.Redis;
        var database = Interlocked.Increment(ref _databases);
        Assert.True(database < SharedServers.RedisDatabases, "More test classes use Redis than it has databases: raise SharedServers.RedisDatabases.");
        ConnectionString = $"{server.ConnectionString},defaultDatabase={database}";
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
