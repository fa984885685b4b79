using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Xunit;

namespace Fraud.UnitTests.Broker;

/// <summary>The rebalance protocol at its edges, on a clock moved by hand.</summary>
public sealed class GroupTests : IDisposable
{
    private static readonly TimeSpan Session = TimeSpan.FromSeconds(10);
    private readonly BrokerState _broker = new();

    private GroupCoordinator Groups => _broker.Groups;

    [Fact]
    public async Task A_member_first_learns_its_id_then_leads_alone()
    {
        var refused = await Join("", required: true);
        Assert.Equal(ErrorCode.MemberIdRequired, refused.Error);
        var joined = await Join(refused.MemberId);
        Assert.Equal((ErrorCode.None, 1, refused.MemberId), (joined.Error, joined.Generation, joined.Leader));
        Assert.Single(joined.Members);
    }

    [Fact]
    public async Task Everybody_joins_the_next_generation_and_gets_the_leaders_assignment()
    {
        var first = await JoinAndSync();
        var second = Join("");
        Assert.False(second.IsCompleted);
        Assert.Equal(ErrorCode.RebalanceInProgress, Beat(first));
        var again = Join(first.MemberId);
        var (leader, follower) = (await again, await second);
        Assert.Equal((2, 2), (leader.Generation, follower.Generation));
        Assert.Equal(2, leader.Members.Count);
        Assert.Empty(follower.Members);
        var waiting = Sync(follower);
        Assert.False(waiting.IsCompleted);
        Assert.Equal([1], (await Sync(leader, (leader.MemberId, 1), (follower.MemberId, 2))).Assignment);
        Assert.Equal([2], (await waiting).Assignment);
        Assert.Equal(ErrorCode.None, Beat(follower));
    }

    [Fact]
    public async Task A_silent_member_is_removed_after_its_session_and_the_others_rebalance()
    {
        var (leader, follower) = await Pair();
        _broker.Clock.Advance(Session - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorCode.None, Beat(leader));
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorCode.RebalanceInProgress, Beat(leader));
        Assert.Equal(ErrorCode.UnknownMemberId, Beat(follower));
        Assert.Equal(3, (await Join(leader.MemberId)).Generation);
    }

    [Fact]
    public async Task A_silent_member_is_removed_although_the_timer_fired_early()
    {
        var (leader, follower) = await Pair();
        _broker.Clock.AdjustTime(_broker.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(5));
        _broker.Clock.Advance(Session);
        Assert.Equal(ErrorCode.None, Beat(leader));
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(6));
        Assert.Equal(ErrorCode.UnknownMemberId, Beat(follower));
    }

    [Fact]
    public async Task A_member_that_does_not_rejoin_in_time_is_left_out_of_the_generation()
    {
        var (leader, follower) = await Pair();
        var joining = Join(leader.MemberId);
        for (var i = 0; i < 6; i++)
        {
            _broker.Clock.Advance(TimeSpan.FromSeconds(5));
            if (!joining.IsCompleted)
                Beat(follower);
        }
        var joined = await joining;
        Assert.Single(joined.Members);
        Assert.Equal(ErrorCode.UnknownMemberId, Beat(follower));
    }

    [Fact]
    public async Task Members_that_never_ask_for_their_assignment_are_removed()
    {
        var first = await Join("");
        _broker.Clock.Advance(TimeSpan.FromSeconds(9));
        Beat(first);
        _broker.Clock.Advance(TimeSpan.FromSeconds(9));
        Beat(first);
        _broker.Clock.Advance(TimeSpan.FromSeconds(9));
        Beat(first);
        _broker.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(ErrorCode.UnknownMemberId, Beat(first));
        Assert.Equal(GroupState.Empty, Groups.Find("g")!.State);
    }

    [Fact]
    public async Task Leaving_starts_a_rebalance_at_once()
    {
        var (leader, follower) = await Pair();
        Assert.Equal(ErrorCode.None, Groups.Leave("g", follower.MemberId, null));
        Assert.Equal(ErrorCode.RebalanceInProgress, Beat(leader));
        Assert.Equal(ErrorCode.UnknownMemberId, Groups.Leave("g", follower.MemberId, null));
    }

    [Fact]
    public async Task A_static_member_that_restarts_keeps_its_assignment_without_a_rebalance()
    {
        var former = await Join("", instance: "i1");
        await Sync(former, (former.MemberId, 7));
        var back = await Join("", instance: "i1");
        Assert.Equal(former.Generation, back.Generation);
        Assert.NotEqual(former.MemberId, back.MemberId);
        Assert.True(back.SkipAssignment);
        Assert.Equal([7], (await Sync(back)).Assignment);
        Assert.Equal(ErrorCode.FencedInstanceId, Groups.Heartbeat("g", former.Generation, former.MemberId, "i1"));
        Assert.Equal(ErrorCode.None, Groups.Heartbeat("g", back.Generation, back.MemberId, "i1"));
    }

    [Fact]
    public async Task Members_and_generation_survive_a_crash()
    {
        var (leader, follower) = await Pair();
        _broker.Crash();
        Assert.Equal(ErrorCode.None, Beat(leader));
        Assert.Equal(ErrorCode.None, Beat(follower));
        Assert.Equal([2], (await Sync(follower)).Assignment);
        _broker.Clock.Advance(Session);
        Assert.Equal(ErrorCode.UnknownMemberId, Beat(leader));
    }

    [Fact]
    public async Task Wrong_generations_protocols_and_groups_are_refused()
    {
        var member = await JoinAndSync();
        Assert.Equal(ErrorCode.IllegalGeneration, Groups.Heartbeat("g", member.Generation + 1, member.MemberId, null));
        Assert.Equal(ErrorCode.UnknownMemberId, Groups.Heartbeat("other", 1, member.MemberId, null));
        Assert.Equal(ErrorCode.InconsistentGroupProtocol, (await Join("", protocol: "sticky")).Error);
        Assert.Equal(ErrorCode.UnknownMemberId, (await Join("never-given-out")).Error);
        Assert.Equal(ErrorCode.InvalidGroupId, (await Groups.Join(Request("", groupId: ""))).Error);
        Assert.Equal(ErrorCode.InvalidSessionTimeout, (await Groups.Join(Request("") with { SessionTimeout = TimeSpan.FromDays(1) })).Error);
    }

    [Fact]
    public async Task Offsets_are_taken_from_members_of_the_present_generation_only()
    {
        var member = await JoinAndSync();
        Assert.Equal(ErrorCode.None, Commit(member.Generation, member.MemberId, 5));
        Assert.Equal(ErrorCode.IllegalGeneration, Commit(member.Generation - 1, member.MemberId, 6));
        Assert.Equal(ErrorCode.UnknownMemberId, Commit(member.Generation, "somebody", 6));
        Assert.Equal(ErrorCode.UnknownMemberId, Commit(-1, "", 6));
        _broker.Crash();
        Assert.Equal(5, _broker.CommittedOffset("g", "t"));
    }

    [Fact]
    public void A_client_without_membership_may_keep_offsets_in_an_empty_group()
    {
        Assert.Equal(ErrorCode.None, Commit(-1, "", 3));
        Assert.Equal(ErrorCode.IllegalGeneration, Groups.CommitOffsets("unknown", 4, "m", null, []));
        Assert.Equal(ErrorCode.None, Groups.DeleteGroup("g"));
        Assert.Equal(ErrorCode.GroupIdNotFound, Groups.DeleteGroup("g"));
        _broker.Crash();
        Assert.Null(_broker.CommittedOffset("g", "t"));
    }

    [Fact]
    public async Task A_group_with_members_is_not_deleted()
    {
        await JoinAndSync();
        Assert.Equal(ErrorCode.NonEmptyGroup, Groups.DeleteGroup("g"));
    }

    [Fact]
    public void Offsets_of_a_group_empty_for_longer_than_the_retention_expire()
    {
        Commit(-1, "", 3);
        var kept = _broker.Options.OffsetsRetention;
        _broker.Partition("t");
        _broker.Clock.Advance(kept - TimeSpan.FromSeconds(1));
        Groups.Expire(_ => true);
        Assert.NotNull(Groups.Find("g"));
        _broker.Clock.Advance(TimeSpan.FromSeconds(2));
        Groups.Expire(_ => true);
        Assert.Null(Groups.Find("g"));
    }

    public void Dispose() => _broker.Dispose();

    private static JoinRequest Request(
        string memberId, string groupId = "g", string? instance = null, string protocol = "range", bool required = false) => new()
        {
            GroupId = groupId,
            SessionTimeout = Session,
            RebalanceTimeout = TimeSpan.FromSeconds(30),
            MemberId = memberId,
            InstanceId = instance,
            ProtocolType = "consumer",
            Protocols = [new MemberProtocol(protocol, [1, 2])],
            ClientId = "test",
            ClientHost = "/127.0.0.1",
            MemberIdRequired = required,
            CanSkipAssignment = true,
        };

    private Task<JoinResult> Join(string memberId, string? instance = null, string protocol = "range", bool required = false) =>
        Groups.Join(Request(memberId, instance: instance, protocol: protocol, required: required));

    private Task<SyncResult> Sync(JoinResult member, params (string MemberId, byte Part)[] assignments) =>
        Groups.Sync("g", member.Generation, member.MemberId, null, "consumer", "range",
            assignments.ToDictionary(part => part.MemberId, part => new[] { part.Part }));

    private ErrorCode Beat(JoinResult member) => Groups.Heartbeat("g", member.Generation, member.MemberId, null);

    private ErrorCode Commit(int generation, string memberId, long offset) => Groups.CommitOffsets("g", generation, memberId, null,
        [new(new TopicPartition("t", 0), new OffsetEntry(offset, -1, "", _broker.Clock.GetUtcNow().ToUnixTimeMilliseconds()))]);

    private async Task<JoinResult> JoinAndSync()
    {
        var joined = await Join("");
        await Sync(joined, (joined.MemberId, 1));
        return joined;
    }

    private async Task<(JoinResult Leader, JoinResult Follower)> Pair()
    {
        var first = await JoinAndSync();
        var second = Join("");
        var leader = await Join(first.MemberId);
        var follower = await second;
        var waiting = Sync(follower);
        await Sync(leader, (leader.MemberId, 1), (follower.MemberId, 2));
        await waiting;
        return (leader, follower);
    }
}
