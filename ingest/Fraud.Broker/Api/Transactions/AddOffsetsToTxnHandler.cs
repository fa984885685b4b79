using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Makes a group's offsets part of a transaction.</summary>
internal sealed class AddOffsetsToTxnHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.AddOffsetsToTxn, 0, 3, 3);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var id = reader.String();
        var producerId = reader.Int64();
        var epoch = reader.Int16();
        var groupId = reader.String();
        var error = services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Transactions.AddGroup(id, producerId, epoch, groupId));
        response.Int32(0);
        response.Error(Fencing.ForVersion(error, request.Version, fencedFrom: 2));
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
