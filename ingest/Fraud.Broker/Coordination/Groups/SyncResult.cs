using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>The answer to sync-group: what the leader assigned to the member, in the strategy's own encoding.</summary>
internal sealed record SyncResult(ErrorCode Error, string? ProtocolType, string? ProtocolName, byte[] Assignment)
{
    public static SyncResult Refused(ErrorCode error) => new(error, null, null, []);
}
