namespace Fraud.Features.Redis;

/// <summary>What became of a write.</summary>
public enum WriteResult
{
    /// <summary>All states and the reach are stored.</summary>
    Written = 0,

    /// <summary>A newer owner has acquired the partition: the rest was refused. Stop working on the partition.</summary>
    Fenced = 1,
}
