using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Stores how far a group has read.</summary>
internal sealed class OffsetCommitHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.OffsetCommit, 1, 9, 8);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        var groupId = reader.String();
        var generation = reader.Int32();
        var memberId = reader.String();
        var instanceId = version >= 7 ? reader.NullableString() : null;
        if (version is >= 2 and <= 4)
            reader.Int64();
        var offsets = OffsetsByTopic.Read(ref reader, hasLeaderEpoch: version >= 6, hasTimestamp: version == 1, services);
        var error = services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Groups.CommitOffsets(groupId, generation, memberId, instanceId, offsets.Accepted));
        if (version >= 3)
            response.Int32(0);
        offsets.Write(response, error);
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
