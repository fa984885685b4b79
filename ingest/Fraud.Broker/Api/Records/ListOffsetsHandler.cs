using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Storage;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Records;

/// <summary>Finds the first, the next, or the first offset at or after a time.</summary>
internal sealed class ListOffsetsHandler(BrokerServices services) : IApiHandler
{
    private const long Latest = -1;
    private const long Earliest = -2;
    private const long MaxTimestamp = -3;
    private const long EarliestLocal = -4;
    private const long LatestTiered = -5;

    public ApiSpec Spec { get; } = new(ApiKey.ListOffsets, 1, 9, 6);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        reader.Int32();
        var committedOnly = version >= 2 && reader.UInt8() == 1;
        if (version >= 2)
            response.Int32(0);
        var topics = reader.ArrayLength();
        response.ArrayLength(topics);
        for (; topics > 0; topics--)
        {
            var name = reader.String();
            response.String(name);
            var topic = services.Topics.Find(name);
            var partitions = reader.ArrayLength();
            response.ArrayLength(partitions);
            for (; partitions > 0; partitions--)
            {
                var index = reader.Int32();
                var epoch = version >= 4 ? reader.Int32() : -1;
                var timestamp = reader.Int64();
                reader.Tags();
                Write(response, version, index, TryFind(topic?.Find(index), epoch, timestamp, committedOnly));
            }
            reader.Tags();
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static void Write(ProtocolWriter response, short version, int index, (ErrorCode Error, FoundOffset Found) answer)
    {
        response.Int32(index);
        response.Error(answer.Error);
        response.Int64(answer.Found.TimestampMs);
        response.Int64(answer.Found.Offset);
        if (version >= 4)
            response.Int32(answer.Found.Offset < 0 ? -1 : 0);
        response.Tags();
    }

    private static (ErrorCode, FoundOffset) TryFind(Partition? partition, int epoch, long timestamp, bool committedOnly)
    {
        try
        {
            return Find(partition, epoch, timestamp, committedOnly);
        }
        catch (InvalidDataException)
        {
            return (ErrorCode.CorruptMessage, FoundOffset.None);
        }
    }

    private static (ErrorCode, FoundOffset) Find(Partition? partition, int epoch, long timestamp, bool committedOnly)
    {
        if (partition is null)
            return (ErrorCode.UnknownTopicOrPartition, FoundOffset.None);
        if (epoch > 0)
            return (ErrorCode.UnknownLeaderEpoch, FoundOffset.None);
        var view = partition.Log.View;
        var limit = view.LimitFor(committedOnly);
        return timestamp switch
        {
            Latest => (ErrorCode.None, new FoundOffset(limit, -1)),
            Earliest or EarliestLocal => (ErrorCode.None, new FoundOffset(view.StartOffset, -1)),
            LatestTiered => (ErrorCode.None, FoundOffset.None),
            MaxTimestamp => (ErrorCode.None, TimestampSearch.Newest(view)),
            < 0 => (ErrorCode.InvalidRequest, FoundOffset.None),
            _ => (ErrorCode.None, TimestampSearch.FirstAtOrAfter(view, timestamp, limit)),
        };
    }
}
