using Npgsql;
using Npgsql.Replication;

namespace Fraud.Ingest.Cdc;

/// <summary>The source database beside the change stream: what is captured, and who holds the WAL back for it.</summary>
internal sealed class SourceDatabase : IAsyncDisposable
{
    /// <summary>Fixes how values are written as text, whatever the database's defaults are.</summary>
    private const string TextSettings =
        "-c DateStyle=ISO -c IntervalStyle=postgres -c TimeZone=UTC -c extra_float_digits=3 -c bytea_output=hex -c lc_monetary=C -c client_encoding=UTF8";

    /// <summary>Prefix of the messages that keep an idle source's position moving; they are not carried.</summary>
    public const string HeartbeatPrefix = "fraud.heartbeat";

    private readonly CdcOptions _options;
    private readonly NpgsqlDataSource _pool;

    public SourceDatabase(CdcOptions options)
    {
        _options = options;
        var builder = new NpgsqlConnectionStringBuilder(options.Source);
        builder.Options = builder.Options is { Length: > 0 } given ? $"{given} {TextSettings}" : TextSettings;
        builder.ApplicationName = options.Name;
        ConnectionString = builder.ConnectionString;
        Name = builder.Database ?? "";
        _pool = NpgsqlDataSource.Create(builder);
        Catalogue = new SourceCatalogue(_pool, options.UnknownTypes);
    }

    /// <summary>With the session settings that the stream needs.</summary>
    public string ConnectionString { get; }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Its tables and types.</summary>
    public SourceCatalogue Catalogue { get; }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _pool.OpenConnectionAsync(cancellationToken);

    /// <summary>A connection that streams.</summary>
    public async Task<LogicalReplicationConnection> OpenReplicationAsync(CancellationToken cancellationToken)
    {
        var connection = new LogicalReplicationConnection(ConnectionString);
        if (_options.HeartbeatInterval < connection.WalReceiverStatusInterval) connection.WalReceiverStatusInterval = _options.HeartbeatInterval;
        try
        {
            await connection.Open(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads the tables asked for.</summary>
    /// <exception cref="CdcException">One does not exist (yet), or two have the same name.</exception>
    public async Task<IReadOnlyList<SourceTable>> ReadTablesAsync(CancellationToken cancellationToken)
    {
        var tables = new List<SourceTable>();
        foreach (var wanted in _options.Tables)
        {
            var parts = wanted.Split('.', 2);
            var (schema, name) = parts.Length == 2 ? (parts[0], parts[1]) : ("public", parts[0]);
            tables.Add(await Catalogue.ReadTableAsync(schema, name, cancellationToken).ConfigureAwait(false)
                ?? throw new CdcException($"There is no table {schema}.{name} in database {Name}: create it, or correct --tables.") { IsTransient = true });
        }

        if (tables.Select(t => t.Topic).Distinct().Count() < tables.Count)
            throw new CdcException("Two of the tables have the same name in different schemas and would share a topic: capture them elsewhere.");
        return tables;
    }

    /// <summary>Makes the publication hold exactly these tables.</summary>
    public async Task EnsurePublicationAsync(IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        var published = await ColumnAsync(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_publication_tables where pubname = $1", cancellationToken)
            .ConfigureAwait(false);
        var exists = await ColumnAsync("select pubname::text from pg_publication where pubname = $1", cancellationToken).ConfigureAwait(false);
        var wanted = string.Join(", ", tables.Select(t => t.Sql));
        if (exists.Count == 0)
            // Changes of a partition come under the name of the table that was asked for.
            await ExecuteAsync(
                $"create publication {SqlName.Quote(_options.Name)} for table {wanted} with (publish_via_partition_root = true)", cancellationToken)
                .ConfigureAwait(false);
        else if (!published.Select(p => p.Replace("\"", "", StringComparison.Ordinal)).ToHashSet()
            .SetEquals(tables.Select(t => $"{t.Schema}.{t.Name}")))
            await ExecuteAsync($"alter publication {SqlName.Quote(_options.Name)} set table {wanted}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The slot's state: null when there is none, else whether its WAL is still there.</summary>
    public async Task<bool?> SlotIsUsableAsync(CancellationToken cancellationToken)
    {
        var states = await ColumnAsync(
            "select coalesce(wal_status, 'unreserved') from pg_replication_slots where slot_name = $1", cancellationToken).ConfigureAwait(false);
        return states.Count == 0 ? null : states[0] != "lost";
    }

    /// <summary>Removes the slot if it exists, ending whoever streams from it: a predecessor that is fenced from the log already.</summary>
    public async Task DropSlotAsync(CancellationToken cancellationToken)
    {
        await ColumnAsync(
            "select pg_terminate_backend(active_pid)::text from pg_replication_slots where slot_name = $1 and active_pid is not null", cancellationToken)
            .ConfigureAwait(false);
        await ColumnAsync(
            "select pg_drop_replication_slot(slot_name)::text from pg_replication_slots where slot_name = $1 and active_pid is null", cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Puts a record into the WAL that comes back on the stream.</summary>
    public Task HeartbeatAsync(CancellationToken cancellationToken) =>
        ExecuteAsync($"select pg_logical_emit_message(true, '{HeartbeatPrefix}', '')", cancellationToken);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>First column of a query about this connector's name, $1.</summary>
    private async Task<List<string>> ColumnAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _pool.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = _options.Name });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            values.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        return values;
    }
}
