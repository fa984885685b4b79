using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>Where a change comes from: the <c>source</c> part of the envelope.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Database">Database name.</param>
internal readonly record struct ChangeSource(string Name, string Database)
{
    /// <summary>Of a row seen by the initial snapshot its place in it, <c>first</c> to <c>last</c>; <c>false</c> in the stream.</summary>
    public string Snapshot { get; init; } = "false";

    /// <summary>Position of the change in the WAL; of the snapshot, the position as of which it was taken.</summary>
    public NpgsqlLogSequenceNumber Lsn { get; init; }

    /// <summary>End of the last transaction streamed before; zero when there was none.</summary>
    public NpgsqlLogSequenceNumber LastCommit { get; init; }

    /// <summary>Its transaction; null for a message outside any.</summary>
    public uint? TransactionId { get; init; }

    /// <summary>Commit time, or the time of the snapshot: Unix microseconds.</summary>
    public long CommitMicros { get; init; }

    /// <summary>Replication origin that the transaction came from; null for the source itself.</summary>
    public string? Origin { get; init; }

    /// <summary>Commit position at that origin.</summary>
    public NpgsqlLogSequenceNumber? OriginLsn { get; init; }
}
