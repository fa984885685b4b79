using System.Collections.Concurrent;
using Fraud.Host.Runtime;
using Npgsql;
using Xunit;

namespace Fraud.TestKit;

/// <summary>
/// A class fixture: the run's shared Postgres (wal_level=logical) with a database of the class's own. A test that stops or kills its Postgres
/// starts its own <see cref="PostgresServer"/> in a <see cref="TempFolder"/> instead.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static int _databases;
    private readonly ConcurrentBag<string> _created = [];

    /// <summary>Npgsql connection string of this class's database, as its owner and superuser.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = await CreateDatabaseAsync();

    /// <summary>Makes one more empty database, dropped with the fixture, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var server = await SharedServers.Postgres;
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(server, $"create database {name}");
        _created.Add(name);
        return server.ConnectionTo(name);
    }

    public async Task DisposeAsync()
    {
        var server = await SharedServers.Postgres;
        foreach (var name in _created)
            await ExecuteAsync(server, $"drop database {name} with (force)");
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
