using Fraud.Worker;

namespace Fraud.Host.Runtime;

/// <summary>What an instance is asked to be, from the command line, the environment or a file.</summary>
public sealed record FraudOptions
{
    /// <summary>Folder of local data, created when absent. Default: <c>.fraud</c> in the current directory.</summary>
    public string DataFolder { get; init; } = Path.GetFullPath(".fraud");

    /// <summary>Bootstrap servers of a Kafka; null starts the embedded log.</summary>
    public string? Kafka { get; init; }

    /// <summary>StackExchange.Redis configuration; null starts a Redis.</summary>
    public string? Redis { get; init; }

    /// <summary>Npgsql connection string; null starts a Postgres.</summary>
    public string? Postgres { get; init; }

    /// <summary>Roles to run. Default: all.</summary>
    public IReadOnlySet<Role> Roles { get; init; } = Enum.GetValues<Role>().ToHashSet();

    /// <summary>Address the HTTP server listens on. Default: loopback.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>HTTP port, 1–65535; null takes the folder's last port, or another free one.</summary>
    public int? Port { get; init; }

    /// <summary>Folder of the API keys, which several processes may share; null takes the data folder.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Partitions of topics that do not exist yet, 1–1000. Default: 4.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Tables of Postgres whose row changes are carried to the log and joined by the worker. Default: <c>accounts</c>, <c>customers</c>.</summary>
    public IReadOnlyList<string> Tables { get; init; } = ["accounts", "customers"];

    /// <summary>Policy file to decide under; null takes <c>policy.yaml</c> of the data folder, or the default policy where there is none.</summary>
    public string? Policy { get; init; }

    /// <summary>Folder of the model bundle; null takes <c>model</c> of the data folder, or rules alone where there is none.</summary>
    public string? Model { get; init; }

    /// <summary>What the worker does while Redis is away: <c>wait</c>, or <c>degrade</c>, to decide without features. Default: wait.</summary>
    public RedisAway RedisAway { get; init; }

    /// <summary>How long a read of states may take before the worker decides without it, where it may; 0.01 to 3600 s. Default: 2 s.</summary>
    public double DegradeAfterSeconds { get; init; } = 2;

    /// <summary>Name of this process's scoring worker, different from every other's; null makes one of the machine and the data folder.</summary>
    public string? Instance { get; init; }

    /// <summary>Folder of savepoints; null takes <c>savepoints</c> of the data folder.</summary>
    public string? Savepoints { get; init; }

    /// <summary>Start a worker whose states are gone, with what is left of the log, where no savepoint fits. Default: it stops.</summary>
    public bool AcceptLostHistory { get; init; }
}
