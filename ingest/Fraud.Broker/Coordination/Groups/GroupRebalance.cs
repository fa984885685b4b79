using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>
/// Moves a group through its rebalances: prepare (members join) → complete (the leader assigns) → stable. Every method is called with the
/// group's lock held.
/// </summary>
internal sealed class GroupRebalance(GroupSessions sessions, GroupStore store, TimeSpan initialDelay, ILogger logger)
{
    private static readonly TimeSpan NewMemberJoinTimeout = TimeSpan.FromMinutes(5);

    public void Heartbeat(Group group, GroupMember member) =>
        sessions.Restart(group, member, member.SessionTimeout, expired => Expire(group, expired));

    /// <summary>A member joins for the first time.</summary>
    public Task<JoinResult> Add(Group group, JoinRequest request, string memberId)
    {
        var member = new GroupMember
        {
            Id = memberId,
            InstanceId = request.InstanceId,
            ClientId = request.ClientId,
            ClientHost = request.ClientHost,
            ProtocolType = request.ProtocolType,
            SessionTimeout = request.SessionTimeout,
            RebalanceTimeout = request.RebalanceTimeout,
            Protocols = request.Protocols,
            IsNew = true,
        };
        if (group.State == GroupState.PreparingRebalance && group.PreviousState == GroupState.Empty)
            group.NewMemberAdded = true;
        group.Add(member);
        var joined = member.AwaitJoin();
        // A new member does not know its id yet and cannot send heartbeats while its join waits.
        sessions.Restart(group, member, NewMemberJoinTimeout, expired => Expire(group, expired));
        RebalanceOrComplete(group, $"{memberId} joins");
        return joined;
    }

    /// <summary>A member joins again.</summary>
    public Task<JoinResult> Rejoin(Group group, GroupMember member, JoinRequest request)
    {
        Update(member, request);
        var joined = member.AwaitJoin();
        RebalanceOrComplete(group, $"{member.Id} joins again");
        return joined;
    }

    /// <summary>A static member that restarted takes the place of its former self; a stable group goes on undisturbed (KIP-345).</summary>
    public Task<JoinResult> Replace(Group group, GroupMember former, JoinRequest request, string memberId)
    {
        former.CompleteJoin(JoinResult.Refused(ErrorCode.FencedInstanceId, former.Id));
        former.CompleteSync(SyncResult.Refused(ErrorCode.FencedInstanceId));
        var wasLeader = group.IsLeader(former.Id);
        var leaderBefore = group.LeaderId;
        group.Remove(former);
        var member = new GroupMember
        {
            Id = memberId,
            InstanceId = request.InstanceId,
            ClientId = request.ClientId,
            ClientHost = request.ClientHost,
            ProtocolType = request.ProtocolType,
            Assignment = former.Assignment,
            Protocols = former.Protocols,
        };
        group.Add(member);
        if (wasLeader)
            group.LeaderId = memberId;
        Update(member, request);
        Heartbeat(group, member);
        if (group.State == GroupState.Stable && group.SelectProtocol() == group.ProtocolName)
        {
            if (!TrySave(group))
                return Task.FromResult(JoinResult.Refused(ErrorCode.CoordinatorNotAvailable, memberId));
            return Task.FromResult(Current(group, member) with
            {
                Leader = request.CanSkipAssignment ? group.LeaderId! : leaderBefore!,
                SkipAssignment = request.CanSkipAssignment && group.IsLeader(memberId),
                Members = request.CanSkipAssignment && group.IsLeader(memberId) ? group.MembersForLeader() : [],
            });
        }
        var joined = member.AwaitJoin();
        if (group.State is GroupState.CompletingRebalance or GroupState.Stable)
            Prepare(group, $"static member {request.InstanceId} restarted");
        else
            CompleteJoinIfAll(group);
        return joined;
    }

    /// <summary>The answer that describes the present generation.</summary>
    public static JoinResult Current(Group group, GroupMember member) => new()
    {
        Generation = group.Generation,
        ProtocolType = group.ProtocolType,
        ProtocolName = group.ProtocolName,
        Leader = group.LeaderId ?? "",
        MemberId = member.Id,
        Members = group.State == GroupState.CompletingRebalance && group.IsLeader(member.Id) ? group.MembersForLeader() : [],
    };

    /// <summary>Removes a member that left or fell silent.</summary>
    public void Remove(Group group, GroupMember member, string reason)
    {
        member.CompleteJoin(JoinResult.Refused(ErrorCode.UnknownMemberId, ""));
        member.CompleteSync(SyncResult.Refused(ErrorCode.UnknownMemberId));
        group.Remove(member);
        AfterRemoval(group, reason);
    }

    /// <summary>Goes on after members or reserved ids have gone.</summary>
    public void AfterRemoval(Group group, string reason)
    {
        if (group.State is GroupState.Stable or GroupState.CompletingRebalance)
            Prepare(group, reason);
        else if (group.State == GroupState.PreparingRebalance)
            CompleteJoinIfAll(group);
    }

    /// <summary>The leader's assignment has come: everybody gets their part.</summary>
    public void Assign(Group group, IReadOnlyDictionary<string, byte[]> assignments)
    {
        foreach (var member in group.Members.Values)
            member.Assignment = assignments.GetValueOrDefault(member.Id, []);
        if (!TrySave(group))
        {
            AnswerSyncs(group, _ => SyncResult.Refused(ErrorCode.CoordinatorNotAvailable));
            Prepare(group, "the assignment could not be stored");
            return;
        }
        group.MoveTo(GroupState.Stable, sessions.Now);
        AnswerSyncs(group, member => new SyncResult(ErrorCode.None, group.ProtocolType, group.ProtocolName, member.Assignment));
    }

    public static void Synced(Group group, string memberId)
    {
        group.PendingSync.Remove(memberId);
        if (group.PendingSync.Count == 0)
            StopSyncTimer(group);
    }

    private void AnswerSyncs(Group group, Func<GroupMember, SyncResult> answer)
    {
        foreach (var member in group.Members.Values)
            if (member.CompleteSync(answer(member)))
                Heartbeat(group, member);
    }

    /// <summary>False when the disk refuses: also timers come here, where an exception would end the process.</summary>
    private bool TrySave(Group group)
    {
        try
        {
            store.Save(group);
            return true;
        }
        catch (IOException error)
        {
            logger.LogError(error, "Generation {Generation} of group {Group} cannot be stored: the disk refuses writes", group.Generation, group.Id);
            return false;
        }
    }

    private static void Update(GroupMember member, JoinRequest request)
    {
        member.Protocols = request.Protocols;
        member.SessionTimeout = request.SessionTimeout;
        member.RebalanceTimeout = request.RebalanceTimeout;
    }

    private void Expire(Group group, GroupMember member)
    {
        logger.LogInformation("Member {Member} of group {Group} fell silent and is removed", member.Id, group.Id);
        Remove(group, member, $"{member.Id} fell silent");
    }

    private void RebalanceOrComplete(Group group, string reason)
    {
        if (group.CanRebalance)
            Prepare(group, reason);
        else
            CompleteJoinIfAll(group);
    }

    private void Prepare(Group group, string reason)
    {
        if (group.State == GroupState.CompletingRebalance)
        {
            foreach (var member in group.Members.Values)
                member.Assignment = [];
            AnswerSyncs(group, _ => SyncResult.Refused(ErrorCode.RebalanceInProgress));
        }
        group.PendingSync.Clear();
        StopSyncTimer(group);
        var initial = group.State == GroupState.Empty;
        group.MoveTo(GroupState.PreparingRebalance, sessions.Now);
        logger.LogDebug("Group {Group} rebalances after generation {Generation}: {Reason}", group.Id, group.Generation, reason);
        if (!initial)
            CompleteJoinIfAllElseWait(group);
        else if (initialDelay > TimeSpan.Zero)
            DelayFirst(group, initialDelay, group.RebalanceTimeout - initialDelay);
        else
            CompleteJoin(group);
    }

    private void DelayFirst(Group group, TimeSpan delay, TimeSpan remaining) =>
        group.JoinTimer = sessions.After(group, delay, () => group.JoinTimer, () =>
        {
            if (!group.NewMemberAdded || remaining <= TimeSpan.Zero)
            {
                CompleteJoin(group);
                return;
            }
            group.NewMemberAdded = false;
            DelayFirst(group, remaining < initialDelay ? remaining : initialDelay, remaining - delay);
        });

    private void CompleteJoinIfAll(Group group)
    {
        var delayed = group.PreviousState == GroupState.Empty && group.JoinTimer is not null;
        if (group.State == GroupState.PreparingRebalance && !delayed && group.AllJoined)
            CompleteJoin(group);
    }

    private void CompleteJoinIfAllElseWait(Group group)
    {
        if (group.AllJoined)
            CompleteJoin(group);
        else
            group.JoinTimer = sessions.After(group, group.RebalanceTimeout, () => group.JoinTimer, () => CompleteJoin(group));
    }

    private void CompleteJoin(Group group)
    {
        StopJoinTimer(group);
        if (group.State == GroupState.Dead)
            return;
        foreach (var absent in group.Members.Values.Where(member => member.AwaitingJoin is null && member.InstanceId is null).ToList())
            group.Remove(absent);
        if (group.Members.Count > 0 && !ElectLeader(group))
        {
            // Only static members that are away: wait until they return or their sessions end.
            CompleteJoinIfAllElseWait(group);
            return;
        }
        group.Generation++;
        if (group.Members.Count == 0)
        {
            group.ProtocolName = null;
            group.LeaderId = null;
            group.MoveTo(GroupState.Empty, sessions.Now);
            // Unsaved, the members come back after a restart and fall silent then.
            TrySave(group);
            return;
        }
        group.ProtocolName = group.SelectProtocol();
        group.MoveTo(GroupState.CompletingRebalance, sessions.Now);
        foreach (var member in group.Members.Values)
        {
            member.CompleteJoin(Current(group, member));
            member.IsNew = false;
            Heartbeat(group, member);
            group.PendingSync.Add(member.Id);
        }
        group.SyncTimer = sessions.After(group, group.RebalanceTimeout, () => group.SyncTimer, () => ExpireSync(group));
    }

    private static bool ElectLeader(Group group)
    {
        if (group.LeaderId is { } leader && group.Members.TryGetValue(leader, out var current) && current.AwaitingJoin is not null)
            return true;
        if (group.Members.Values.FirstOrDefault(member => member.AwaitingJoin is not null) is not { } elected)
            return false;
        group.LeaderId = elected.Id;
        return true;
    }

    private void ExpireSync(Group group)
    {
        if (group.State is not (GroupState.CompletingRebalance or GroupState.Stable) || group.PendingSync.Count == 0)
            return;
        foreach (var late in group.PendingSync.ToList())
            if (group.Members.TryGetValue(late, out var member))
                group.Remove(member);
        Prepare(group, "members did not ask for their assignment in time");
    }

    private static void StopJoinTimer(Group group)
    {
        group.JoinTimer?.Dispose();
        group.JoinTimer = null;
    }

    private static void StopSyncTimer(Group group)
    {
        group.SyncTimer?.Dispose();
        group.SyncTimer = null;
    }
}
