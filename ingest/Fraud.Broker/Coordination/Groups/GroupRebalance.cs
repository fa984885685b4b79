using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>
/// Moves a group through its rebalances: prepare (members join) → complete (the leader assigns) → stable. Every method is called with the
/// group's lock held.
/// </summary>
internal sealed partial class GroupRebalance(GroupSessions sessions, GroupStore store, TimeSpan initialDelay, ILogger logger)
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
}
