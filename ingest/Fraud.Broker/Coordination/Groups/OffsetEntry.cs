namespace Fraud.Broker.Coordination.Groups;

/// <summary>A committed position of a group in one partition.</summary>
/// <param name="Offset">The next offset the group will read.</param>
/// <param name="LeaderEpoch">Leader epoch given by the client, or -1.</param>
/// <param name="Metadata">Free text given by the client.</param>
/// <param name="CommittedMs">When it was committed, in ms.</param>
/// <param name="Order">Its place among all commits of the group, also those inside transactions; given by <see cref="GroupOffsets"/>.</param>
internal readonly record struct OffsetEntry(long Offset, int LeaderEpoch, string Metadata, long CommittedMs, long Order = 0);
