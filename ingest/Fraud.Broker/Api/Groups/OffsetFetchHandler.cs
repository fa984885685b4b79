using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Tells how far groups have read. With require-stable an offset that an open transaction may change is withheld (KIP-447).</summary>
internal sealed class OffsetFetchHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.OffsetFetch, 1, 9, 6);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var asked = Read(request, out var requireStable);
        if (version >= 3)
            response.Int32(0);
        if (version < 8)
        {
            WriteTopics(response, version, asked[0].Partitions, asked[0].GroupId, requireStable);
            if (version >= 2)
                response.Error(ErrorCode.None);
            response.Tags();
            return ValueTask.CompletedTask;
        }
        response.ArrayLength(asked.Count);
        foreach (var (groupId, partitions) in asked)
        {
            response.String(groupId);
            WriteTopics(response, version, partitions, groupId, requireStable);
            response.Error(ErrorCode.None);
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    /// <summary>The groups asked for with their partitions; null partitions mean all that have an offset.</summary>
    private static List<(string GroupId, List<TopicPartition>? Partitions)> Read(Request request, out bool requireStable)
    {
        var reader = request.Reader();
        var version = request.Version;
        var asked = new List<(string, List<TopicPartition>?)>();
        if (version < 8)
        {
            var groupId = reader.String();
            asked.Add((groupId, ReadTopics(ref reader)));
        }
        else
        {
            for (var groups = reader.ArrayLength(); groups > 0; groups--)
            {
                var groupId = reader.String();
                if (version >= 9)
                {
                    reader.NullableString();
                    reader.Int32();
                }
                asked.Add((groupId, ReadTopics(ref reader)));
                reader.Tags();
            }
        }
        requireStable = version >= 7 && reader.Bool();
        return asked;
    }

    private static List<TopicPartition>? ReadTopics(ref ProtocolReader reader)
    {
        var topics = reader.NullableArrayLength();
        if (topics < 0)
            return null;
        var partitions = new List<TopicPartition>();
        for (; topics > 0; topics--)
        {
            var name = reader.String();
            for (var count = reader.ArrayLength(); count > 0; count--)
                partitions.Add(new TopicPartition(name, reader.Int32()));
            reader.Tags();
        }
        return partitions;
    }

    private void WriteTopics(ProtocolWriter response, short version, List<TopicPartition>? asked, string groupId, bool requireStable)
    {
        if (services.Groups.Find(groupId) is not { } group)
        {
            WriteTopics(response, version, asked ?? [], _ => (ErrorCode.None, null));
            return;
        }
        lock (group.Gate)
            WriteTopics(response, version, asked ?? [.. group.Offsets.Committed.Keys], partition =>
                requireStable && group.Offsets.IsPending(partition)
                    ? (ErrorCode.UnstableOffsetCommit, null)
                    : (ErrorCode.None, group.Offsets.Find(partition)));
    }

    private static void WriteTopics(
        ProtocolWriter response, short version, List<TopicPartition> partitions, Func<TopicPartition, (ErrorCode, OffsetEntry?)> find)
    {
        var topics = partitions.GroupBy(partition => partition.Topic, StringComparer.Ordinal).ToList();
        response.ArrayLength(topics.Count);
        foreach (var topic in topics)
        {
            response.String(topic.Key);
            response.ArrayLength(topic.Count());
            foreach (var partition in topic)
            {
                var (error, entry) = find(partition);
                response.Int32(partition.Partition);
                response.Int64(entry?.Offset ?? -1);
                if (version >= 5)
                    response.Int32(entry?.LeaderEpoch ?? -1);
                response.String(entry?.Metadata ?? "");
                response.Error(error);
                response.Tags();
            }
            response.Tags();
        }
    }
}
