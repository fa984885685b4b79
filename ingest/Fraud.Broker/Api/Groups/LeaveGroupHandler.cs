using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Removes members that go of their own accord, or static members an operator removes by instance id.</summary>
internal sealed class LeaveGroupHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.LeaveGroup, 0, 5, 4);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        var groupId = reader.String();
        if (version >= 1)
            response.Int32(0);
        if (version < 3)
        {
            response.Error(services.Groups.Leave(groupId, reader.String(), null));
            return ValueTask.CompletedTask;
        }
        if (services.Groups.Find(groupId) is null)
        {
            response.Error(ErrorCode.UnknownMemberId);
            response.ArrayLength(0);
            response.Tags();
            return ValueTask.CompletedTask;
        }
        response.Error(ErrorCode.None);
        var count = reader.ArrayLength();
        response.ArrayLength(count);
        for (; count > 0; count--)
        {
            var memberId = reader.String();
            var instanceId = reader.NullableString();
            if (version >= 5)
                reader.NullableString();
            reader.Tags();
            response.String(memberId);
            response.String(instanceId);
            response.Error(services.Groups.Leave(groupId, memberId, instanceId));
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
