using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Deletes empty groups with their offsets (KIP-229).</summary>
internal sealed class DeleteGroupsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DeleteGroups, 0, 2, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var count = reader.ArrayLength();
        response.Int32(0);
        response.ArrayLength(count);
        for (; count > 0; count--)
        {
            var id = reader.String();
            response.String(id);
            response.Error(services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Groups.DeleteGroup(id)));
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
