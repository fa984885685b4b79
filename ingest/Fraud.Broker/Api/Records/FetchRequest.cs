using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Records;

/// <summary>What a fetch asks for, with the partitions looked up.</summary>
internal sealed class FetchRequest
{
    public TimeSpan MaxWait { get; private init; }

    public int MinBytes { get; private init; }

    public int BytesMax { get; private init; }

    public bool CommittedOnly { get; private init; }

    public List<FetchTopic> Topics { get; } = [];

    public List<FetchItem> Items { get; } = [];

    public static FetchRequest Read(Request request, TopicRegistry registry)
    {
        var reader = request.Reader();
        var version = request.Version;
        if (version < 15)
            reader.Int32();
        var fetch = new FetchRequest
        {
            MaxWait = TimeSpan.FromMilliseconds(Math.Max(0, reader.Int32())),
            MinBytes = reader.Int32(),
            BytesMax = reader.Int32(),
            CommittedOnly = reader.UInt8() == 1,
        };
        if (version >= 7)
        {
            reader.Int32();
            reader.Int32();
        }
        for (var topics = reader.ArrayLength(); topics > 0; topics--)
        {
            var (topic, name, id) = ReadTopic(ref reader, version, registry);
            var partitions = reader.ArrayLength();
            fetch.Topics.Add(new FetchTopic(name, id, partitions));
            for (; partitions > 0; partitions--)
                fetch.Items.Add(ReadItem(ref reader, version, topic));
            reader.Tags();
        }
        return fetch;
    }

    private static (Topic? Topic, string Name, Guid Id) ReadTopic(ref ProtocolReader reader, short version, TopicRegistry registry)
    {
        if (version >= 13)
        {
            var id = reader.Uuid();
            var found = registry.Find(id);
            return (found, found?.Name ?? "", id);
        }
        return registry.TryFind(reader.PeekStringBytes(), out var topic)
            ? (topic, Skip(ref reader, topic), Guid.Empty)
            : (null, reader.String(), Guid.Empty);

        static string Skip(ref ProtocolReader reader, Topic topic)
        {
            reader.StringBytes();
            return topic.Name;
        }
    }

    private static FetchItem ReadItem(ref ProtocolReader reader, short version, Topic? topic)
    {
        var index = reader.Int32();
        var epoch = version >= 9 ? reader.Int32() : -1;
        var offset = reader.Int64();
        if (version >= 12)
            reader.Int32();
        if (version >= 5)
            reader.Int64();
        var bytesMax = reader.Int32();
        reader.Tags();
        var partition = topic?.Find(index);
        return new FetchItem
        {
            Index = index,
            Partition = partition,
            Error = Complaint(topic, partition, version, epoch),
            Offset = offset,
            BytesMax = bytesMax,
        };
    }

    private static ErrorCode Complaint(Topic? topic, Partition? partition, short version, int epoch)
    {
        if (partition is null)
            return topic is null && version >= 13 ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition;
        return epoch > 0 ? ErrorCode.UnknownLeaderEpoch : ErrorCode.None;
    }
}
