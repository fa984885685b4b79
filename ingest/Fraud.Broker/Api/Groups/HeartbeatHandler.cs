using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Keeps a member's session alive and tells it of rebalances.</summary>
internal sealed class HeartbeatHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.Heartbeat, 0, 4, 4);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var groupId = reader.String();
        var generation = reader.Int32();
        var memberId = reader.String();
        var instanceId = request.Version >= 3 ? reader.NullableString() : null;
        if (request.Version >= 1)
            response.Int32(0);
        response.Error(services.Groups.Heartbeat(groupId, generation, memberId, instanceId));
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
