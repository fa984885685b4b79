namespace Fraud.Ingest.Cdc;

/// <summary>Settings of the change data capture connector.</summary>
public sealed record CdcOptions
{
    /// <summary>Npgsql connection string of the source database. The user needs REPLICATION, and ownership of the tables or superuser.</summary>
    public required string Source { get; init; }

    /// <summary>Tables to carry, <c>table</c> or <c>schema.table</c>; names must differ even where schemas do, because topics have no schema.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Brokers as <c>host:port[,host:port]</c>.</summary>
    public required string Kafka { get; init; }

    /// <summary>
    /// Name of the replication slot, the publication, the position on the log and the transactional id: lower-case letters, digits and
    /// <c>_</c>, at most 63. One connector at a time runs under a name. Default <c>fraud_cdc</c>.
    /// </summary>
    public string Name { get; init; } = "fraud_cdc";

    /// <summary>Writes an event when a table is truncated. Default false, as Debezium skips them (<c>skipped.operations=t</c>).</summary>
    public bool Truncates { get; init; }

    /// <summary>
    /// Carries columns of types without a mapping as the base64 of their text. Default false, which leaves such columns out, as Debezium does
    /// (<c>include.unknown.datatypes</c>).
    /// </summary>
    public bool UnknownTypes { get; init; }

    /// <summary>Most row changes in one Kafka transaction. Default 10 000; a snapshot is one transaction whatever its size.</summary>
    public int BatchMax { get; init; } = 10_000;

    /// <summary>
    /// How long a Kafka transaction may take before the broker ends it, and so how long the initial snapshot may take. Default 15 min, which is
    /// the most that brokers allow by default.
    /// </summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often an idle connector writes a message to the source's WAL, so that quiet tables do not pin it. Default 30 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before the connector starts over after a fault of the source or the log. Default 1 s.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);
}
