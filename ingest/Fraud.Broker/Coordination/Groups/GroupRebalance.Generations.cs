using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Groups;

/// <content>From one generation to the next: who is waited for, how long, and who leads.</content>
internal sealed partial class GroupRebalance
{
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
