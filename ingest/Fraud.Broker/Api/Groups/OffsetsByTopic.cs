using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>The offsets of a commit, grouped by topic as the answer must be; shared by plain and transactional commits.</summary>
internal sealed class OffsetsByTopic
{
    /// <summary>Longest free text beside an offset, in characters, as Apache Kafka limits it by default.</summary>
    private const int MetadataMax = 4096;

    private readonly List<(string Topic, List<(int Partition, ErrorCode Error)> Partitions)> _topics = [];

    public List<KeyValuePair<TopicPartition, OffsetEntry>> Accepted { get; } = [];

    /// <param name="reader">At the array of topics.</param>
    /// <param name="hasLeaderEpoch">Whether the version carries leader epochs.</param>
    /// <param name="hasTimestamp">Whether the version carries commit timestamps, which are ignored.</param>
    /// <param name="services">Knows which partitions exist.</param>
    public static OffsetsByTopic Read(ref ProtocolReader reader, bool hasLeaderEpoch, bool hasTimestamp, BrokerServices services)
    {
        var offsets = new OffsetsByTopic();
        var now = services.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var topics = reader.ArrayLength(); topics > 0; topics--)
        {
            var name = reader.String();
            var known = services.Topics.Find(name);
            var answers = new List<(int, ErrorCode)>();
            for (var partitions = reader.ArrayLength(); partitions > 0; partitions--)
            {
                var index = reader.Int32();
                var offset = reader.Int64();
                var epoch = hasLeaderEpoch ? reader.Int32() : -1;
                if (hasTimestamp)
                    reader.Int64();
                var metadata = reader.NullableString() ?? "";
                reader.Tags();
                var error = known?.Find(index) is null ? ErrorCode.UnknownTopicOrPartition
                    : metadata.Length > MetadataMax ? ErrorCode.OffsetMetadataTooLarge : ErrorCode.None;
                answers.Add((index, error));
                if (error == ErrorCode.None)
                    offsets.Accepted.Add(new(new TopicPartition(known!.Name, index), new OffsetEntry(offset, epoch, metadata, now)));
            }
            reader.Tags();
            offsets._topics.Add((name, answers));
        }
        return offsets;
    }

    /// <summary>Writes the array of topics of the answer; <paramref name="error"/> applies to every accepted partition.</summary>
    public void Write(ProtocolWriter response, ErrorCode error)
    {
        response.ArrayLength(_topics.Count);
        foreach (var (topic, partitions) in _topics)
        {
            response.String(topic);
            response.ArrayLength(partitions.Count);
            foreach (var (partition, own) in partitions)
            {
                response.Int32(partition);
                response.Error(own != ErrorCode.None ? own : error);
                response.Tags();
            }
            response.Tags();
        }
    }
}
