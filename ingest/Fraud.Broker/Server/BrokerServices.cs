using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Topics;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Server;

/// <summary>What the handlers of requests work with.</summary>
internal sealed record BrokerServices(
    BrokerOptions Options,
    BrokerNode Node,
    TopicRegistry Topics,
    GroupCoordinator Groups,
    TransactionCoordinator Transactions,
    OpenTransactions OpenTransactions,
    TimeProvider Clock,
    ILogger Logger)
{
    /// <summary>Does work that writes. A disk that refuses becomes an error the client knows and may retry, and its connection stays open.</summary>
    public ErrorCode Guard(ErrorCode refused, Func<ErrorCode> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Logger.LogError(error, "The data folder refuses writes");
            return refused;
        }
    }
}
