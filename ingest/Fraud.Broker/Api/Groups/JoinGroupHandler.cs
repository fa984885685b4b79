using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Makes a client a member of the group's next generation; answered once the generation is complete.</summary>
internal sealed class JoinGroupHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.JoinGroup, 0, 9, 6);

    public async ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var result = await services.Groups.Join(Read(request)).WaitAsync(request.Stopping).ConfigureAwait(false);
        if (version >= 2)
            response.Int32(0);
        response.Error(result.Error);
        response.Int32(result.Generation);
        if (version >= 7)
            response.String(result.ProtocolType);
        response.String(result.ProtocolName ?? (version >= 7 ? null : ""));
        response.String(result.Leader);
        if (version >= 9)
            response.Bool(result.SkipAssignment);
        response.String(result.MemberId);
        response.ArrayLength(result.Members.Count);
        foreach (var (memberId, instanceId, metadata) in result.Members)
        {
            response.String(memberId);
            if (version >= 5)
                response.String(instanceId);
            response.Bytes(metadata);
            response.Tags();
        }
        response.Tags();
    }

    private static JoinRequest Read(Request request)
    {
        var reader = request.Reader();
        var version = request.Version;
        var groupId = reader.String();
        var session = TimeSpan.FromMilliseconds(reader.Int32());
        var rebalance = version >= 1 ? TimeSpan.FromMilliseconds(Math.Max(0, reader.Int32())) : session;
        var memberId = reader.String();
        var instanceId = version >= 5 ? reader.NullableString() : null;
        var protocolType = reader.String();
        var protocols = new List<MemberProtocol>();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            protocols.Add(new MemberProtocol(reader.String(), reader.Bytes().ToArray()));
            reader.Tags();
        }
        return new JoinRequest
        {
            GroupId = groupId,
            SessionTimeout = session,
            RebalanceTimeout = rebalance,
            MemberId = memberId,
            InstanceId = instanceId,
            ProtocolType = protocolType,
            Protocols = [.. protocols],
            ClientId = request.ClientId,
            ClientHost = request.ClientHost,
            MemberIdRequired = version >= 4,
            CanSkipAssignment = version >= 9,
        };
    }
}
