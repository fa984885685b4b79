using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <content>Offsets that members commit, alone and inside transactions.</content>
internal sealed partial class GroupCoordinator
{
    /// <summary>Commits offsets for a member, or for a client that uses the group only to keep offsets (generation below 0).</summary>
    public ErrorCode CommitOffsets(
        string groupId, int generation, string memberId, string? instanceId, IReadOnlyList<KeyValuePair<TopicPartition, OffsetEntry>> offsets)
    {
        var group = generation < 0 ? GetOrCreate(groupId) : Find(groupId);
        if (group is null)
            return ErrorCode.IllegalGeneration;
        lock (group.Gate)
        {
            var error = ValidateCommit(group, generation, memberId, instanceId, transactional: false);
            if (error != ErrorCode.None)
                return error;
            if (group.State is GroupState.Stable or GroupState.PreparingRebalance)
                _rebalance.Heartbeat(group, group.Members[memberId]);
            offsets = group.Offsets.Ordered(offsets);
            _store.SaveOffsets(groupId, offsets);
            foreach (var (partition, entry) in offsets)
                group.Offsets.Commit(partition, entry);
            return ErrorCode.None;
        }
    }

    /// <summary>
    /// Keeps offsets until the producer's transaction ends (KIP-98); refused for a member that lost its place (KIP-447).
    /// <c>stillOpen</c> is asked, under the group's lock, whether the transaction is open and includes the group.
    /// </summary>
    public ErrorCode CommitOffsetsInTransaction(
        string groupId, int generation, string memberId, string? instanceId, long producerId,
        IReadOnlyList<KeyValuePair<TopicPartition, OffsetEntry>> offsets, Func<ErrorCode> stillOpen)
    {
        var group = generation < 0 ? GetOrCreate(groupId) : Find(groupId);
        if (group is null)
            return ErrorCode.IllegalGeneration;
        lock (group.Gate)
        {
            var error = ValidateCommit(group, generation, memberId, instanceId, transactional: true);
            if (error == ErrorCode.None)
                error = stillOpen();
            if (error != ErrorCode.None)
                return error;
            offsets = group.Offsets.Ordered(offsets);
            _store.SavePending(groupId, producerId, offsets);
            foreach (var (partition, entry) in offsets)
                group.Offsets.AddPending(producerId, partition, entry);
            return ErrorCode.None;
        }
    }

    /// <summary>Ends a producer's transaction in a group: its offsets become the committed ones, or are forgotten. May be repeated.</summary>
    public void EndTransaction(string groupId, long producerId, bool commit)
    {
        if (Find(groupId) is not { } group)
            return;
        lock (group.Gate)
            _store.EndPending(group, producerId, commit);
    }

    /// <summary>Forgets the offsets of topics that are gone, so that topics made again under their names are read from the start.</summary>
    public void ForgetTopics(Func<string, bool> isGone)
    {
        foreach (var group in _groups.Values)
            lock (group.Gate)
                _store.RemoveTopics(group, isGone);
    }

    /// <summary>Deletes offsets, except of topics that <paramref name="refused"/> returns because members are subscribed to them.</summary>
    public ErrorCode DeleteOffsets(string groupId, IReadOnlyList<TopicPartition> partitions, out HashSet<string> refused)
    {
        refused = [];
        if (Find(groupId) is not { } group)
            return ErrorCode.GroupIdNotFound;
        lock (group.Gate)
        {
            if (group.State != GroupState.Empty)
            {
                if (Subscription.TopicsOf(group) is not { } subscribed)
                    return ErrorCode.NonEmptyGroup;
                refused = subscribed;
            }
            var subscribedTo = refused;
            var allowed = partitions.Where(partition => group.Offsets.Find(partition) is not null).Where(partition => !subscribedTo.Contains(partition.Topic)).ToList();
            _store.RemoveOffsets(group.Id, allowed);
            allowed.ForEach(partition => group.Offsets.Remove(partition));
            return ErrorCode.None;
        }
    }

    private static ErrorCode ValidateCommit(Group group, int generation, string memberId, string? instanceId, bool transactional)
    {
        if (group.State == GroupState.Dead)
            return ErrorCode.CoordinatorNotAvailable;
        if (generation < 0 && group.State == GroupState.Empty)
            return ErrorCode.None;
        if (generation >= 0 || memberId.Length > 0 || instanceId is not null)
        {
            var error = Validate(group, generation, memberId, instanceId);
            if (error != ErrorCode.None)
                return error;
        }
        else if (!transactional)
        {
            return ErrorCode.UnknownMemberId;
        }
        return !transactional && group.State == GroupState.CompletingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }
}
