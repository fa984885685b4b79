using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>A consumer group: its members, its generation and its offsets. Every access holds <see cref="Gate"/>.</summary>
internal sealed class Group(string id, DateTimeOffset now)
{
    public Lock Gate { get; } = new();

    public string Id { get; } = id;

    public GroupState State { get; private set; } = GroupState.Empty;

    public GroupState PreviousState { get; private set; } = GroupState.Dead;

    public DateTimeOffset StateSince { get; private set; } = now;

    public int Generation { get; set; }

    public string? ProtocolType { get; set; }

    public string? ProtocolName { get; set; }

    public string? LeaderId { get; set; }

    public Dictionary<string, GroupMember> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Member id of each static member, by instance id.</summary>
    public Dictionary<string, string> StaticMembers { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids given out but not yet used to join, each with the timer that forgets it.</summary>
    public Dictionary<string, ITimer> PendingMembers { get; } = new(StringComparer.Ordinal);

    /// <summary>Members of this generation that have not asked for their assignment yet.</summary>
    public HashSet<string> PendingSync { get; } = new(StringComparer.Ordinal);

    public GroupOffsets Offsets { get; } = new();

    public ITimer? JoinTimer { get; set; }

    public ITimer? SyncTimer { get; set; }

    /// <summary>Set when somebody joined while the first rebalance was being delayed.</summary>
    public bool NewMemberAdded { get; set; }

    public bool IsLeader(string memberId) => LeaderId == memberId;

    public bool AllJoined => PendingMembers.Count == 0 && Members.Values.All(member => member.AwaitingJoin is not null);

    public bool CanRebalance => State is GroupState.Empty or GroupState.CompletingRebalance or GroupState.Stable;

    public TimeSpan RebalanceTimeout =>
        Members.Count == 0 ? TimeSpan.Zero : Members.Values.Max(member => member.RebalanceTimeout);

    public void MoveTo(GroupState state, DateTimeOffset now)
    {
        PreviousState = State;
        State = state;
        StateSince = now;
    }

    public void Add(GroupMember member)
    {
        if (Members.Count == 0)
            ProtocolType ??= member.ProtocolType;
        Members[member.Id] = member;
        if (member.InstanceId is { } instance)
            StaticMembers[instance] = member.Id;
        LeaderId ??= member.Id;
        RemovePending(member.Id);
    }

    public void Remove(GroupMember member)
    {
        member.Dispose();
        Members.Remove(member.Id);
        PendingSync.Remove(member.Id);
        if (member.InstanceId is { } instance && StaticMembers.GetValueOrDefault(instance) == member.Id)
            StaticMembers.Remove(instance);
        if (LeaderId == member.Id)
            LeaderId = Members.Count == 0 ? null : Members.Values.First().Id;
    }

    public void RemovePending(string memberId)
    {
        if (PendingMembers.Remove(memberId, out var timer))
            timer.Dispose();
    }

    /// <summary>Whether the sender is who it says: a static member whose place was taken is fenced.</summary>
    public ErrorCode Validate(string memberId, string? instanceId)
    {
        if (instanceId is not null)
        {
            if (!StaticMembers.TryGetValue(instanceId, out var current))
                return ErrorCode.UnknownMemberId;
            if (current != memberId)
                return ErrorCode.FencedInstanceId;
        }
        return Members.ContainsKey(memberId) ? ErrorCode.None : ErrorCode.UnknownMemberId;
    }

    /// <summary>Whether the group could agree on a strategy if a member with these joined.</summary>
    public bool Supports(string protocolType, MemberProtocol[] protocols)
    {
        if (Members.Count == 0)
            return protocolType.Length > 0 && protocols.Length > 0;
        return protocolType == ProtocolType
            && Array.Exists(protocols, offered => Members.Values.All(member => Array.Exists(member.Protocols, other => other.Name == offered.Name)));
    }

    /// <summary>The strategy all members offer that most of them prefer.</summary>
    public string? SelectProtocol()
    {
        var common = Members.Values.Select(member => member.Protocols.Select(offered => offered.Name))
            .Aggregate((left, right) => left.Intersect(right)).ToHashSet(StringComparer.Ordinal);
        return Members.Values.Select(member => Array.Find(member.Protocols, offered => common.Contains(offered.Name)).Name)
            .GroupBy(name => name, StringComparer.Ordinal).MaxBy(votes => votes.Count())?.Key;
    }

    public IReadOnlyList<(string, string?, byte[])> MembersForLeader() =>
        [.. Members.Values.Select(member => (member.Id, member.InstanceId, member.MetadataFor(ProtocolName)))];
}
