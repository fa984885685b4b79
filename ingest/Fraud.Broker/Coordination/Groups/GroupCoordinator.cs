using System.Collections.Concurrent;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>All consumer groups (the classic rebalance protocol, as every client speaks it) and their offsets.</summary>
internal sealed partial class GroupCoordinator
{
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly GroupSessions _sessions;
    private readonly GroupStore _store;
    private readonly GroupRebalance _rebalance;
    private readonly BrokerOptions _options;
    private readonly TimeProvider _clock;
    private readonly MemberIds _memberIds;

    public GroupCoordinator(BrokerOptions options, Journal journal, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _sessions = new GroupSessions(clock);
        _store = new GroupStore(journal);
        _rebalance = new GroupRebalance(_sessions, _store, options.GroupInitialRebalanceDelay, logger);
        _memberIds = new MemberIds();
    }

    public IEnumerable<Group> All => _groups.Values;

    /// <summary>Rebuilds the groups of the journal; their members have one session time-out to show up again.</summary>
    public void Load()
    {
        _store.Load(GetOrCreate, _clock.GetUtcNow());
        foreach (var group in _groups.Values)
            lock (group.Gate)
                foreach (var member in group.Members.Values)
                    _rebalance.Heartbeat(group, member);
    }

    public Group? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    public Task<JoinResult> Join(JoinRequest request)
    {
        if (!IsValidId(request.GroupId))
            return Refuse(ErrorCode.InvalidGroupId, request.MemberId);
        if (request.SessionTimeout > _options.SessionTimeoutMax || request.SessionTimeout <= TimeSpan.Zero)
            return Refuse(ErrorCode.InvalidSessionTimeout, request.MemberId);
        var group = request.MemberId.Length == 0 ? GetOrCreate(request.GroupId) : Find(request.GroupId);
        if (group is null)
            return Refuse(ErrorCode.UnknownMemberId, request.MemberId);
        lock (group.Gate)
        {
            if (group.State == GroupState.Dead)
                return Refuse(ErrorCode.CoordinatorNotAvailable, request.MemberId);
            if (!group.Supports(request.ProtocolType, request.Protocols))
                return Refuse(ErrorCode.InconsistentGroupProtocol, request.MemberId);
            return request.MemberId.Length == 0 ? JoinNew(group, request) : JoinKnown(group, request);
        }
    }

    public Task<SyncResult> Sync(
        string groupId, int generation, string memberId, string? instanceId, string? protocolType, string? protocolName,
        IReadOnlyDictionary<string, byte[]> assignments)
    {
        if (Find(groupId) is not { } group)
            return Task.FromResult(SyncResult.Refused(ErrorCode.UnknownMemberId));
        lock (group.Gate)
        {
            var error = Validate(group, generation, memberId, instanceId);
            if (error == ErrorCode.None && (Differs(protocolType, group.ProtocolType) || Differs(protocolName, group.ProtocolName)))
                error = ErrorCode.InconsistentGroupProtocol;
            if (error == ErrorCode.None && group.State == GroupState.PreparingRebalance)
                error = ErrorCode.RebalanceInProgress;
            if (error != ErrorCode.None)
                return Task.FromResult(SyncResult.Refused(error));
            var member = group.Members[memberId];
            GroupRebalance.Synced(group, memberId);
            if (group.State == GroupState.Stable)
            {
                _rebalance.Heartbeat(group, member);
                return Task.FromResult(new SyncResult(ErrorCode.None, group.ProtocolType, group.ProtocolName, member.Assignment));
            }
            var assigned = member.AwaitSync();
            if (group.IsLeader(memberId))
                _rebalance.Assign(group, assignments);
            return assigned;
        }
    }

    public ErrorCode Heartbeat(string groupId, int generation, string memberId, string? instanceId)
    {
        if (Find(groupId) is not { } group)
            return ErrorCode.UnknownMemberId;
        lock (group.Gate)
        {
            var error = Validate(group, generation, memberId, instanceId);
            if (error != ErrorCode.None)
                return error;
            _rebalance.Heartbeat(group, group.Members[memberId]);
            return group.State == GroupState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
        }
    }

    public ErrorCode Leave(string groupId, string memberId, string? instanceId)
    {
        if (Find(groupId) is not { } group)
            return ErrorCode.UnknownMemberId;
        lock (group.Gate)
        {
            if (group.State == GroupState.Dead)
                return ErrorCode.CoordinatorNotAvailable;
            if (memberId.Length == 0 && instanceId is not null && group.StaticMembers.TryGetValue(instanceId, out var current))
                memberId = current;
            if (group.PendingMembers.ContainsKey(memberId))
            {
                group.RemovePending(memberId);
                _rebalance.AfterRemoval(group, $"{memberId} left before joining");
                return ErrorCode.None;
            }
            var error = group.Validate(memberId, instanceId);
            if (error == ErrorCode.None)
                _rebalance.Remove(group, group.Members[memberId], $"{memberId} left");
            return error;
        }
    }

    public ErrorCode DeleteGroup(string groupId)
    {
        if (Find(groupId) is not { } group)
            return ErrorCode.GroupIdNotFound;
        lock (group.Gate)
        {
            if (group.State == GroupState.Dead)
                return ErrorCode.GroupIdNotFound;
            if (group.State != GroupState.Empty)
                return ErrorCode.NonEmptyGroup;
            Bury(group);
            return ErrorCode.None;
        }
    }

    /// <summary>Forgets the offsets of deleted topics, and groups that have been empty for longer than the retention.</summary>
    public void Expire(Func<string, bool> topicExists)
    {
        ForgetTopics(topic => !topicExists(topic));
        var limit = _clock.GetUtcNow() - _options.OffsetsRetention;
        foreach (var group in _groups.Values)
            lock (group.Gate)
            {
                var old = group.State == GroupState.Empty && group.PendingMembers.Count == 0 && !group.Offsets.HasPending
                    && group.StateSince < limit
                    && group.Offsets.Committed.Values.All(entry => entry.CommittedMs < limit.ToUnixTimeMilliseconds());
                if (old)
                    Bury(group);
            }
    }

    /// <summary>Answers every request that still waits; the broker is stopping.</summary>
    public void Stop()
    {
        foreach (var group in _groups.Values)
            lock (group.Gate)
            {
                foreach (var member in group.Members.Values)
                {
                    member.CompleteJoin(JoinResult.Refused(ErrorCode.CoordinatorNotAvailable, member.Id));
                    member.CompleteSync(SyncResult.Refused(ErrorCode.CoordinatorNotAvailable));
                    member.Dispose();
                }
                group.JoinTimer?.Dispose();
                group.SyncTimer?.Dispose();
                foreach (var pending in group.PendingMembers.Values)
                    pending.Dispose();
                group.MoveTo(GroupState.Dead, _clock.GetUtcNow());
            }
    }

    public static bool IsValidId(string groupId) => groupId.Length > 0 && !groupId.Contains('\n', StringComparison.Ordinal);

    private static bool Differs(string? given, string? current) => given is not null && given != current;

    private static Task<JoinResult> Refuse(ErrorCode error, string memberId) => Task.FromResult(JoinResult.Refused(error, memberId));

    private Group GetOrCreate(string groupId) => _groups.GetOrAdd(groupId, id => new Group(id, _clock.GetUtcNow()));

    private Task<JoinResult> JoinNew(Group group, JoinRequest request)
    {
        var memberId = _memberIds.Next(request.InstanceId ?? request.ClientId);
        if (request.InstanceId is { } instance)
            return group.StaticMembers.TryGetValue(instance, out var former)
                ? _rebalance.Replace(group, group.Members[former], request, memberId)
                : _rebalance.Add(group, request, memberId);
        if (!request.MemberIdRequired)
            return _rebalance.Add(group, request, memberId);
        group.PendingMembers[memberId] = _sessions.ForgetPending(group, memberId, request.SessionTimeout,
            () => _rebalance.AfterRemoval(group, $"{memberId} never joined"));
        return Refuse(ErrorCode.MemberIdRequired, memberId);
    }

    private Task<JoinResult> JoinKnown(Group group, JoinRequest request)
    {
        if (group.PendingMembers.ContainsKey(request.MemberId))
            return _rebalance.Add(group, request, request.MemberId);
        var error = group.Validate(request.MemberId, request.InstanceId);
        if (error != ErrorCode.None)
            return Refuse(error, request.MemberId);
        var member = group.Members[request.MemberId];
        var unchanged = member.Offers(request.Protocols);
        var answerNow = group.State switch
        {
            GroupState.CompletingRebalance => unchanged,
            // The leader rejoins to have the assignment redone, for instance because a topic has grown.
            GroupState.Stable => unchanged && !group.IsLeader(member.Id),
            _ => false,
        };
        return answerNow ? Task.FromResult(GroupRebalance.Current(group, member)) : _rebalance.Rejoin(group, member, request);
    }

    private static ErrorCode Validate(Group group, int generation, string memberId, string? instanceId)
    {
        if (group.State == GroupState.Dead)
            return ErrorCode.CoordinatorNotAvailable;
        var error = group.Validate(memberId, instanceId);
        if (error != ErrorCode.None)
            return error;
        return generation != group.Generation ? ErrorCode.IllegalGeneration : ErrorCode.None;
    }

    private void Bury(Group group)
    {
        _store.Delete(group);
        group.MoveTo(GroupState.Dead, _clock.GetUtcNow());
        group.Offsets.Clear();
        _groups.TryRemove(group.Id, out _);
    }
}
