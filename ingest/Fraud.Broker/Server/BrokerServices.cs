using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Server;

/// <summary>What the handlers of requests work with.</summary>
internal sealed record BrokerServices(
    BrokerOptions Options,
    BrokerNode Node,
    TopicRegistry Topics,
    GroupCoordinator Groups,
    TransactionCoordinator Transactions,
    OpenTransactions OpenTransactions,
    TimeProvider Clock);
