using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Gives a producer its id and epoch, fencing whoever used its transactional id before.</summary>
internal sealed class InitProducerIdHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.InitProducerId, 0, 4, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        var id = reader.NullableString();
        var timeout = reader.Int32();
        var producerId = version >= 3 ? reader.Int64() : Transaction.NoProducerId;
        var epoch = version >= 3 ? reader.Int16() : Transaction.NoEpoch;
        var result = default(InitResult);
        var refused = services.Guard(ErrorCode.CoordinatorNotAvailable, () =>
        {
            result = id is null ? services.Transactions.InitIdempotent() : services.Transactions.Init(id, timeout, producerId, epoch);
            return ErrorCode.None;
        });
        if (refused != ErrorCode.None)
            result = InitResult.Refused(refused);
        response.Int32(0);
        response.Error(Fencing.ForVersion(result.Error, version, fencedFrom: 4));
        response.Int64(result.ProducerId);
        response.Int16(result.Epoch);
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
