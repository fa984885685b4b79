namespace Fraud.Broker.Coordination.Groups;

/// <summary>An assignment strategy a member offers, with its subscription in the strategy's own encoding.</summary>
internal readonly record struct MemberProtocol(string Name, byte[] Metadata);
