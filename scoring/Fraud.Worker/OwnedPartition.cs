using Fraud.Features.Redis;

namespace Fraud.Worker;

/// <summary>
/// One input partition of this worker. Offsets here are "next" offsets: everything below them is done.
/// <code>
///   Flushed ≤ Applied;  recovery: Applied runs from the reach up to RecoverTo, then Applied = Committed moves with every transaction
/// </code>
/// </summary>
internal sealed class OwnedPartition(PartitionOwnership ownership, long startOffset, long recoverTo)
{
    /// <summary>Generation under which states are written.</summary>
    public PartitionOwnership Ownership { get; } = ownership;

    /// <summary>The offset committed when the partition was taken over: records below it are re-applied, not decided.</summary>
    public long RecoverTo { get; } = recoverTo;

    /// <summary>
    /// Records below it were taken from the client. The client may hand a record out again (after a pause, it fetches anew from where it
    /// thinks it stood), and a record taken twice would be decided twice: its own entry in the dedupe does not count against it.
    /// </summary>
    public long NextRead { get; set; } = startOffset;

    /// <summary>States in memory include every record below it.</summary>
    public long Applied { get; set; } = startOffset;

    /// <summary>States in Redis include every record below it.</summary>
    public long Flushed { get; set; } = ownership.Reach;

    /// <summary>States are behind what was already decided.</summary>
    public bool IsRecovering => Applied < RecoverTo;
}
