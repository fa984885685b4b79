using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Commits or aborts a transaction; when it is answered the outcome is readable.</summary>
internal sealed class EndTxnHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.EndTxn, 0, 3, 3);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var id = reader.String();
        var producerId = reader.Int64();
        var epoch = reader.Int16();
        var commit = reader.Bool();
        var error = services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Transactions.End(id, producerId, epoch, commit));
        response.Int32(0);
        response.Error(Fencing.ForVersion(error, request.Version, fencedFrom: 2));
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
