using Npgsql;

namespace Fraud.Host.Runtime;

/// <summary>
/// A Postgres cluster of its own in <c>postgres/</c> of the data folder, made at the first start, with logical decoding on and the database
/// <c>fraud</c>. It listens on loopback and trusts everybody there, like the other local servers: it is for trying and testing.
/// </summary>
public sealed class PostgresServer : LocalServer
{
    /// <summary>Linux's limit for a socket's path is 107 bytes; Postgres adds <c>/.s.PGSQL.12345</c> to its folder.</summary>
    private const int SocketFolderLengthMax = 107 - 15;

    private readonly IReadOnlyList<string> _settings;
    private readonly PostgresAccount _account = new();
    private PostgresInstallation? _installation;
    private string _data;

    /// <param name="folder">The data folder; created when absent.</param>
    /// <param name="loggers">Where starts, restarts and faults are told.</param>
    /// <param name="time">Measures patience and pauses.</param>
    /// <param name="settings">More settings of postgresql.conf: <c>["fsync=off"]</c>.</param>
    public PostgresServer(string folder, ILoggerFactory loggers, TimeProvider time, IReadOnlyList<string>? settings = null)
        : base("postgres", folder, loggers, time)
    {
        _data = Path.Combine(Folder, "postgres");
        _settings = settings ?? [];
    }

    /// <summary>Npgsql connection string of the database <c>fraud</c>, as its owner.</summary>
    public string ConnectionString => ConnectionTo("fraud");

    /// <summary>The same for another database of this server.</summary>
    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "fraud", Database = database }.ConnectionString;

    private protected override UnixSignal StopSignal => UnixSignal.Interrupt;

    private protected override async Task PrepareAsync(CancellationToken stop)
    {
        _data = await _account.PlaceAsync(_data, Logger, stop);
        var version = Path.Combine(_data, "PG_VERSION");
        _installation = PostgresInstallation.Find(File.Exists(version) ? (await File.ReadAllTextAsync(version, stop)).Trim() : null);
        if (File.Exists(version))
            await _account.OwnAsync(_data, stop);
        else
            await CreateClusterAsync(stop);
        RemoveMisleadingLock();
    }

    private protected override IReadOnlyList<string> Command()
    {
        IEnumerable<string> all =
        [
            "listen_addresses=127.0.0.1", $"port={Port}",
            $"unix_socket_directories={(_data.Length <= SocketFolderLengthMax ? _data : "")}",
            "wal_level=logical", "max_wal_senders=20", "max_replication_slots=20", "max_slot_wal_keep_size=4GB", .. _settings,
        ];
        return _account.Run([_installation!.Postgres, "-D", _data, .. all.SelectMany(setting => new[] { "-c", setting })]);
    }

    private protected override bool IsOurs(RunningProcess candidate) => candidate.Runs("postgres", _data);

    private protected override async Task ProbeAsync(CancellationToken stop)
    {
        var toServer = new NpgsqlConnectionStringBuilder(ConnectionTo("postgres")) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(toServer.ConnectionString);
        await connection.OpenAsync(stop);
        await using var where = new NpgsqlCommand("show data_directory", connection);
        if ((string?)await where.ExecuteScalarAsync(stop) != _data)
            throw new OperatingFaultException($"Another Postgres listens at {Endpoint}.");
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = 'fraud'", connection);
        if (await find.ExecuteScalarAsync(stop) is not null)
            return;
        await using var create = new NpgsqlCommand("create database fraud", connection);
        await create.ExecuteNonQueryAsync(stop);
    }

    // A cluster is made beside its place and moved there when whole: an initdb that was killed halfway is simply made again.
    private async Task CreateClusterAsync(CancellationToken stop)
    {
        var fresh = _data + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        Directory.CreateDirectory(fresh);
        await _account.OwnAsync(fresh, stop);
        Logger.LogInformation("Making a Postgres cluster in {Data}", _data);
        await SystemProgram.RunOrFailAsync(
            _account.Run(_installation!.InitDb, "-D", fresh, "-U", "fraud", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"), stop);
        Directory.Move(fresh, _data);
    }

    // Postgres refuses to start when the process id in its lock file is alive, even when that id has since gone to another program, as
    // ids do when a machine or container is started again. Where it is alive and a Postgres, the refusal is right and stays.
    private void RemoveMisleadingLock()
    {
        var file = Path.Combine(_data, "postmaster.pid");
        if (File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), out var id)
            && RunningProcess.Find(id) is { Arguments: [var program, ..] } && !Path.GetFileName(program).StartsWith("postgres", StringComparison.Ordinal))
            File.Delete(file);
    }
}
