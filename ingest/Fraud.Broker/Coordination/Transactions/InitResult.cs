using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Transactions;

/// <summary>The answer to init-producer-id.</summary>
internal readonly record struct InitResult(ErrorCode Error, long ProducerId, short Epoch)
{
    public static InitResult Refused(ErrorCode error) => new(error, Transaction.NoProducerId, Transaction.NoEpoch);
}
