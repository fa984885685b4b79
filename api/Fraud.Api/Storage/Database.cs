using Npgsql;

namespace Fraud.Api.Storage;

/// <summary>The api's database: a pool of connections, and one word for "the schema is there".</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Names the database; nothing is opened yet.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    public Database(string connectionString)
    {
        DapperMapping.Register();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "fraud-api" }.ConnectionString;
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>The connection string in use.</summary>
    public string ConnectionString { get; }

    /// <summary>Completes once the schema is up to date.</summary>
    public Task Ready => _ready.Task;

    /// <summary>A connection from the pool, for one request.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken = default) => _source.OpenConnectionAsync(cancellationToken);

    /// <summary>
    /// A connection of its own, never returned to a pool, so that session state (an advisory lock, temporary tables, LISTEN) ends with it. Its
    /// keep-alive notices within seconds that the server has gone silently.
    /// </summary>
    public async Task<NpgsqlConnection> OpenDedicatedAsync(CancellationToken cancellationToken = default)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, KeepAlive = 5 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal void MarkReady() => _ready.TrySetResult();
}
