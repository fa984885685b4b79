using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>The answer to a <see cref="JoinRequest"/>.</summary>
internal sealed record JoinResult
{
    public ErrorCode Error { get; init; }

    public int Generation { get; init; } = -1;

    public string? ProtocolType { get; init; }

    public string? ProtocolName { get; init; }

    public string Leader { get; init; } = "";

    public bool SkipAssignment { get; init; }

    public required string MemberId { get; init; }

    /// <summary>Every member with its subscription; only the leader gets them.</summary>
    public IReadOnlyList<(string MemberId, string? InstanceId, byte[] Metadata)> Members { get; init; } = [];

    public static JoinResult Refused(ErrorCode error, string memberId) => new() { Error = error, MemberId = memberId };
}
