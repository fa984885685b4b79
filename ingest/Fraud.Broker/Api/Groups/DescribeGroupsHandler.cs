using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Describes groups with their members and assignments.</summary>
internal sealed class DescribeGroupsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DescribeGroups, 0, 5, 5);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        if (version >= 1)
            response.Int32(0);
        var count = reader.ArrayLength();
        response.ArrayLength(count);
        for (; count > 0; count--)
        {
            var id = reader.String();
            if (services.Groups.Find(id) is { } group)
                lock (group.Gate)
                    Write(response, version, id, group);
            else
                Write(response, version, id, null);
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static void Write(ProtocolWriter response, short version, string id, Group? group)
    {
        response.Error(ErrorCode.None);
        response.String(id);
        response.String((group?.State ?? GroupState.Dead).ToString());
        response.String(group?.ProtocolType ?? "");
        response.String(group?.State == GroupState.Stable ? group.ProtocolName ?? "" : "");
        response.ArrayLength(group?.Members.Count ?? 0);
        foreach (var member in group?.Members.Values ?? Enumerable.Empty<GroupMember>())
        {
            response.String(member.Id);
            if (version >= 4)
                response.String(member.InstanceId);
            response.String(member.ClientId);
            response.String(member.ClientHost);
            response.Bytes(group!.State == GroupState.Stable ? member.MetadataFor(group.ProtocolName) : []);
            response.Bytes(member.Assignment);
            response.Tags();
        }
        if (version >= 3)
            response.Int32(int.MinValue);
        response.Tags();
    }
}
