using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Brings the leader's assignment and gives every member its part.</summary>
internal sealed class SyncGroupHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.SyncGroup, 0, 5, 4);

    public async ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var result = await Sync(request).WaitAsync(request.Stopping).ConfigureAwait(false);
        if (version >= 1)
            response.Int32(0);
        response.Error(result.Error);
        if (version >= 5)
        {
            response.String(result.ProtocolType);
            response.String(result.ProtocolName);
        }
        response.Bytes(result.Assignment);
        response.Tags();
    }

    private Task<SyncResult> Sync(Request request)
    {
        var reader = request.Reader();
        var groupId = reader.String();
        var generation = reader.Int32();
        var memberId = reader.String();
        var instanceId = request.Version >= 3 ? reader.NullableString() : null;
        var protocolType = request.Version >= 5 ? reader.NullableString() : null;
        var protocolName = request.Version >= 5 ? reader.NullableString() : null;
        var assignments = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var member = reader.String();
            assignments[member] = reader.Bytes().ToArray();
            reader.Tags();
        }
        return services.Groups.Sync(groupId, generation, memberId, instanceId, protocolType, protocolName, assignments);
    }
}
