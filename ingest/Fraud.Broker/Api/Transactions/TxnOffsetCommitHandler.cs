using Fraud.Broker.Api.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Stores offsets that become the group's when the transaction commits.</summary>
internal sealed class TxnOffsetCommitHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.TxnOffsetCommit, 0, 3, 3);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        reader.String();
        var groupId = reader.String();
        var producerId = reader.Int64();
        var epoch = reader.Int16();
        var generation = version >= 3 ? reader.Int32() : -1;
        var memberId = version >= 3 ? reader.String() : "";
        var instanceId = version >= 3 ? reader.NullableString() : null;
        var offsets = OffsetsByTopic.Read(ref reader, hasLeaderEpoch: version >= 2, hasTimestamp: false, services);
        var error = services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Groups.CommitOffsetsInTransaction(
            groupId, generation, memberId, instanceId, producerId, offsets.Accepted,
            () => services.OpenTransactions.MayCommitOffsets(groupId, producerId, epoch)));
        response.Int32(0);
        offsets.Write(response, error);
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
