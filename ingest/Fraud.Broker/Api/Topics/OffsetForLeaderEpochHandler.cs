using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Topics;

/// <summary>Tells where an epoch of leadership ended (KIP-320): there is one leader and one epoch, which ends where the log does.</summary>
internal sealed class OffsetForLeaderEpochHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.OffsetForLeaderEpoch, 2, 4, 4);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        if (request.Version >= 3)
            reader.Int32();
        response.Int32(0);
        var topics = reader.ArrayLength();
        response.ArrayLength(topics);
        for (; topics > 0; topics--)
        {
            var name = reader.String();
            var partitions = reader.ArrayLength();
            response.String(name);
            response.ArrayLength(partitions);
            for (; partitions > 0; partitions--)
            {
                var index = reader.Int32();
                var current = reader.Int32();
                var epoch = reader.Int32();
                reader.Tags();
                Write(response, index, services.Topics.Find(new TopicPartition(name, index)), current, epoch);
            }
            reader.Tags();
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static void Write(ProtocolWriter response, int index, Partition? partition, int current, int epoch)
    {
        var error = partition is null ? ErrorCode.UnknownTopicOrPartition : current > 0 ? ErrorCode.UnknownLeaderEpoch : ErrorCode.None;
        var known = error == ErrorCode.None && epoch == 0;
        response.Error(error);
        response.Int32(index);
        response.Int32(known ? 0 : -1);
        response.Int64(known ? partition!.Log.View.EndOffset : -1);
        response.Tags();
    }
}
