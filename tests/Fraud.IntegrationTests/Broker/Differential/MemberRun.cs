using Fraud.Broker.Protocol;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>
/// The member of a group on one broker: with a name of its own (KIP-345) every time it joins it may be a new process, which fences the former;
/// without one it is the same until it leaves. Generations are told, ids are the broker's choice.
/// </summary>
internal sealed class MemberRun(string group, string? instanceId)
{
    private const string NeverJoined = "nobody";
    private (string Id, int Generation) _present = (NeverJoined, 1);
    private (string Id, int Generation) _former = (NeverJoined, 1);

    public async Task<string> JoinAsync(BrokerClient client, bool asNewProcess)
    {
        var memberId = asNewProcess && instanceId is not null || _present.Id == NeverJoined ? "" : _present.Id;
        var joined = await client.JoinAsync(group, memberId, instanceId);
        var told = $"{joined.Error}";
        if (joined.Error == ErrorCode.MemberIdRequired)
        {
            joined = await client.JoinAsync(group, joined.MemberId, instanceId);
            told += $" {joined.Error}";
        }
        if (joined.Error != ErrorCode.None)
            return told;
        if (joined.MemberId != _present.Id)
            _former = _present;
        _present = (joined.MemberId, joined.Generation);
        return $"{told} generation {joined.Generation} {(joined.Leads ? "leads" : "follows")}";
    }

    public async Task<string> SyncAsync(BrokerClient client, Step step)
    {
        var (id, generation) = Speaker(step);
        return $"{await client.SyncAsync(group, generation, id, instanceId)}";
    }

    public async Task<string> HeartbeatAsync(BrokerClient client, Step step)
    {
        var (id, generation) = Speaker(step);
        return $"{await client.HeartbeatAsync(group, generation, id, instanceId)}";
    }

    public async Task<string> CommitAsync(BrokerClient client, Step step, TopicPartition partition)
    {
        var (id, generation) = Speaker(step);
        return $"{await client.CommitAsMemberAsync(group, generation, id, instanceId, partition, step.Amount)}";
    }

    public async Task<string> LeaveAsync(BrokerClient client, Step step)
    {
        var (id, _) = Speaker(step with { Flag = false });
        var error = await client.LeaveAsync(group, id, instanceId);
        if (error == ErrorCode.None)
            (_former, _present) = (_present, (NeverJoined, _present.Generation));
        return $"{error}";
    }

    /// <summary>Ends a rebalance. Until then no broker has the members on disk.</summary>
    public Task SettleAsync(BrokerClient client) => client.SyncAsync(group, _present.Generation, _present.Id, instanceId);

    /// <summary>Waits until the broker has read the group from its disk. Until then Apache Kafka says yes to every heartbeat.</summary>
    public Task UntilLoadedAsync(BrokerClient client, TopicPartition partition) => client.CommittedAsync(group, partition, stable: false);

    /// <summary>Mostly the present member, sometimes one that is gone; flagged, with another generation than its own.</summary>
    private (string Id, int Generation) Speaker(Step step)
    {
        var (id, generation) = step.Amount % 6 == 0 ? _former : _present;
        return (id, step.Flag ? generation + (step.Amount % 2 == 0 ? 1 : -1) : generation);
    }
}
