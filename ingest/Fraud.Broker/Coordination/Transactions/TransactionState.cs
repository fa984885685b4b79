namespace Fraud.Broker.Coordination.Transactions;

/// <summary>Where a transactional id stands; named as describe-transactions shows it.</summary>
internal enum TransactionState : byte
{
    /// <summary>Initialised; nothing written yet.</summary>
    Empty,

    /// <summary>Partitions or groups have been added.</summary>
    Ongoing,

    /// <summary>Decided to commit: from here on it will commit, whatever happens.</summary>
    PrepareCommit,

    /// <summary>Decided to abort.</summary>
    PrepareAbort,

    /// <summary>Every marker of the commit is written.</summary>
    CompleteCommit,

    /// <summary>Every marker of the abort is written.</summary>
    CompleteAbort,
}
