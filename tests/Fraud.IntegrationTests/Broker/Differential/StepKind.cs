namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>What clients do in a random program.</summary>
internal enum StepKind
{
    /// <summary>A transactional id gets a new epoch; the former instance is a zombie from then on.</summary>
    Init,
    AddPartition,
    AddGroup,

    /// <summary>A transactional batch, of the present instance or, flagged, of the former one.</summary>
    ProduceInTransaction,
    CommitInTransaction,

    /// <summary>Commit or, flagged, abort.</summary>
    End,

    /// <summary>The former instance tries to commit.</summary>
    EndAsZombie,

    /// <summary>Records without a producer id.</summary>
    Produce,

    /// <summary>The next batch of the idempotent producer.</summary>
    ProduceIdempotent,

    /// <summary>The idempotent producer's batch again, or one that leaves a gap.</summary>
    ProduceOutOfTurn,
    CommitOffset,
    FetchOffset,

    /// <summary>A transaction that takes longer than its instance said is aborted, and the instance fenced.</summary>
    TimeOut,

    /// <summary>The member of a group joins; flagged, as a new process of the same instance id.</summary>
    MemberJoin,

    /// <summary>Flagged, with a generation that is not the present one; sometimes as the member before.</summary>
    MemberSync,
    MemberHeartbeat,
    MemberCommit,
    MemberLeave,
    Fetch,
    ListOffset,
    DeleteRecords,

    /// <summary>Ends what is open and waits until the compacted topic holds every key once.</summary>
    Compact,
    Restart,
}
