using System.Collections.Frozen;
using Fraud.Broker.Api.Admin;
using Fraud.Broker.Api.Groups;
using Fraud.Broker.Api.Records;
using Fraud.Broker.Api.Security;
using Fraud.Broker.Api.Topics;
using Fraud.Broker.Api.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api;

/// <summary>Every request kind answered here. Oldest versions are those Apache Kafka 4 still speaks (KIP-896).</summary>
internal static class ApiTable
{
    public static FrozenDictionary<ApiKey, IApiHandler> Create(BrokerServices services)
    {
        var versions = new ApiVersionsHandler();
        IApiHandler[] handlers =
        [
            versions,
            new SaslHandshakeHandler(services),
            new SaslAuthenticateHandler(services),
            new MetadataHandler(services),
            new ProduceHandler(services),
            new FetchHandler(services),
            new ListOffsetsHandler(services),
            new CreateTopicsHandler(services),
            new DeleteTopicsHandler(services),
            new CreatePartitionsHandler(services),
            new DeleteRecordsHandler(services),
            new OffsetForLeaderEpochHandler(services),
            new DescribeClusterHandler(services),
            new DescribeConfigsHandler(services),
            new AlterConfigsHandler(services),
            new IncrementalAlterConfigsHandler(services),
            new DescribeAclsHandler(),
            new DescribeLogDirsHandler(services),
            new FindCoordinatorHandler(services),
            new JoinGroupHandler(services),
            new SyncGroupHandler(services),
            new HeartbeatHandler(services),
            new LeaveGroupHandler(services),
            new OffsetCommitHandler(services),
            new OffsetFetchHandler(services),
            new DescribeGroupsHandler(services),
            new ListGroupsHandler(services),
            new DeleteGroupsHandler(services),
            new OffsetDeleteHandler(services),
            new InitProducerIdHandler(services),
            new AddPartitionsToTxnHandler(services),
            new AddOffsetsToTxnHandler(services),
            new TxnOffsetCommitHandler(services),
            new EndTxnHandler(services),
            new DescribeProducersHandler(services),
            new DescribeTransactionsHandler(services),
            new ListTransactionsHandler(services),
        ];
        versions.Announce(handlers.Select(handler => handler.Spec));
        return handlers.ToFrozenDictionary(handler => handler.Spec.Key);
    }
}
