using Fraud.Contracts;
using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>Where a change comes from: the <c>source</c> part of the envelope.</summary>
/// <param name="Database">Database name.</param>
/// <param name="Snapshot">It is a row seen by the initial snapshot.</param>
/// <param name="Lsn">Position of the change in the WAL.</param>
/// <param name="CommitLsn">Commit position of its transaction; of the snapshot, the position as of which it was taken.</param>
/// <param name="TransactionId">Its transaction; null in a snapshot.</param>
/// <param name="CommitMicros">Commit time, or the time of the snapshot: Unix microseconds.</param>
internal readonly record struct ChangeSource(
    string Database, bool Snapshot, NpgsqlLogSequenceNumber Lsn, NpgsqlLogSequenceNumber CommitLsn, uint? TransactionId, long CommitMicros)
{
    /// <summary>The connector's name in the envelope.</summary>
    public required string Name { get; init; }

    /// <summary>Debezium's letter of an operation.</summary>
    public static string Letter(RowOperation operation) => operation switch
    {
        RowOperation.Read => "r",
        RowOperation.Create => "c",
        RowOperation.Update => "u",
        RowOperation.Delete => "d",
        _ => "t",
    };
}
