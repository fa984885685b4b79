using Npgsql;

namespace Fraud.Api.Storage;

/// <summary>The api's database: a pool of connections, and one word for "the schema is there".</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>
    /// Connections for requests, at most, unless the connection string says otherwise. Npgsql's own default of 100 is all that a Postgres gives by
    /// default: under pressure nothing would be left for projection and change data capture. Requests beyond it wait.
    /// </summary>
    private const int PoolSizeMax = 40;

    private readonly NpgsqlDataSource _source;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Names the database; nothing is opened yet.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    public Database(string connectionString)
    {
        DapperMapping.Register();
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "fraud-api" };
        if (settings.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize)
            settings.MaxPoolSize = PoolSizeMax;
        ConnectionString = settings.ConnectionString;
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
