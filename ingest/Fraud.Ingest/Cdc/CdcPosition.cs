using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// A place in the source's history: the commit position of a transaction, which unlike the position of a single change rises in the order in
/// which transactions are streamed, and the number of the change within it.
/// </summary>
/// <param name="System">Identifier of the database cluster, so that another one's positions are never taken for its own.</param>
/// <param name="CommitLsn">Commit position of the transaction.</param>
/// <param name="Index">Changes of that transaction that are on the log; <see cref="WholeTransaction"/> for all.</param>
internal readonly record struct CdcPosition(string System, NpgsqlLogSequenceNumber CommitLsn, long Index)
{
    /// <summary>End of the last transaction before this place; zero when none was seen. Records carry it as the first part of their sequence.</summary>
    public NpgsqlLogSequenceNumber LastCommit { get; init; }

    public const long WholeTransaction = long.MaxValue;

    /// <summary>True when the change with this number of this transaction is on the log already.</summary>
    public bool Covers(NpgsqlLogSequenceNumber commitLsn, long number) =>
        commitLsn < CommitLsn || (commitLsn == CommitLsn && number <= Index);
}
