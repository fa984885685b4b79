using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>One member of a group, with the requests of it that wait for an answer. Guarded by the group's lock.</summary>
internal sealed class GroupMember : IDisposable
{
    public required string Id { get; init; }

    public string? InstanceId { get; init; }

    public required string ClientId { get; init; }

    public required string ClientHost { get; init; }

    public required string ProtocolType { get; init; }

    public TimeSpan SessionTimeout { get; set; }

    public TimeSpan RebalanceTimeout { get; set; }

    public MemberProtocol[] Protocols { get; set; } = [];

    public byte[] Assignment { get; set; } = [];

    /// <summary>True from the first join until its answer: such a member cannot send heartbeats yet.</summary>
    public bool IsNew { get; set; }

    public TaskCompletionSource<JoinResult>? AwaitingJoin { get; private set; }

    public TaskCompletionSource<SyncResult>? AwaitingSync { get; private set; }

    /// <summary>Removes the member when it fires.</summary>
    public ITimer? Session { get; set; }

    /// <summary>When the session ends, as the broker's clock counts; a timer that fires earlier is set anew.</summary>
    public DateTimeOffset SessionEnds { get; set; }

    public byte[] MetadataFor(string? protocol) => Array.Find(Protocols, offered => offered.Name == protocol).Metadata ?? [];

    public bool Offers(ReadOnlySpan<MemberProtocol> protocols)
    {
        if (protocols.Length != Protocols.Length)
            return false;
        for (var i = 0; i < protocols.Length; i++)
            if (protocols[i].Name != Protocols[i].Name || !protocols[i].Metadata.AsSpan().SequenceEqual(Protocols[i].Metadata))
                return false;
        return true;
    }

    public Task<JoinResult> AwaitJoin()
    {
        CompleteJoin(JoinResult.Refused(ErrorCode.RebalanceInProgress, Id));
        AwaitingJoin = new TaskCompletionSource<JoinResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return AwaitingJoin.Task;
    }

    public Task<SyncResult> AwaitSync()
    {
        CompleteSync(SyncResult.Refused(ErrorCode.RebalanceInProgress));
        AwaitingSync = new TaskCompletionSource<SyncResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return AwaitingSync.Task;
    }

    public void CompleteJoin(JoinResult result)
    {
        AwaitingJoin?.TrySetResult(result);
        AwaitingJoin = null;
    }

    public bool CompleteSync(SyncResult result)
    {
        var waited = AwaitingSync is not null;
        AwaitingSync?.TrySetResult(result);
        AwaitingSync = null;
        return waited;
    }

    public void Dispose() => Session?.Dispose();
}
