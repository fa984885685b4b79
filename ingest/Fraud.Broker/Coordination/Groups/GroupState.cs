namespace Fraud.Broker.Coordination.Groups;

/// <summary>Where a group stands in the rebalance protocol; named as describe-groups shows it.</summary>
internal enum GroupState
{
    /// <summary>No members; offsets may exist.</summary>
    Empty,

    /// <summary>Waiting for the members to join the next generation.</summary>
    PreparingRebalance,

    /// <summary>Waiting for the leader's assignment.</summary>
    CompletingRebalance,

    /// <summary>Every member has its assignment.</summary>
    Stable,

    /// <summary>Deleted.</summary>
    Dead,
}
