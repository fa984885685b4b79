namespace Fraud.Broker.Coordination.Groups;

/// <summary>A request to become, or stay, a member of a group.</summary>
internal sealed record JoinRequest
{
    public required string GroupId { get; init; }

    public required TimeSpan SessionTimeout { get; init; }

    public required TimeSpan RebalanceTimeout { get; init; }

    /// <summary>Empty for a new member.</summary>
    public required string MemberId { get; init; }

    /// <summary>Set for a static member (KIP-345).</summary>
    public string? InstanceId { get; init; }

    public required string ProtocolType { get; init; }

    public required MemberProtocol[] Protocols { get; init; }

    public required string ClientId { get; init; }

    public required string ClientHost { get; init; }

    /// <summary>Whether a new member must first learn its id and join again with it (KIP-394).</summary>
    public required bool MemberIdRequired { get; init; }

    /// <summary>Whether a leader can be told that no assignment is needed (KIP-814).</summary>
    public required bool CanSkipAssignment { get; init; }
}
