using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>One record for a CDC topic, or the end of a source transaction.</summary>
/// <param name="Topic">Its topic; null for the end of a transaction.</param>
/// <param name="Key">Its key as JSON; null for tables without a key.</param>
/// <param name="Value">The envelope as JSON; null for a tombstone.</param>
/// <param name="Position">The place in the source's history that is reached with this record.</param>
internal readonly record struct ChangeRecord(string? Topic, byte[]? Key, byte[]? Value, CdcPosition Position)
{
    /// <summary>Name and value of a header that ties the records of a key change together, as Debezium does.</summary>
    public (string Name, byte[] Value)? Header { get; init; }

    /// <summary>For the end of a transaction: what the source need not keep once all before is on the log.</summary>
    public NpgsqlLogSequenceNumber Confirms { get; init; }
}
