using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Topics;

/// <summary>Tells where every partition lives: here. Creates a topic asked for by name when that is allowed.</summary>
internal sealed class MetadataHandler(BrokerServices services) : IApiHandler
{
    private const int NoOperations = int.MinValue;

    public ApiSpec Spec { get; } = new(ApiKey.Metadata, 0, 12, 9);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var version = request.Version;
        var count = reader.NullableArrayLength();
        // Version 0 has no null: empty means all.
        var all = count < 0 || count == 0 && version == 0;
        var asked = new List<(Guid Id, string? Name)>();
        for (; count > 0; count--)
        {
            asked.Add((version >= 10 ? reader.Uuid() : Guid.Empty, version >= 10 ? reader.NullableString() : reader.String()));
            reader.Tags();
        }
        var mayCreate = version < 4 || reader.Bool();
        var topics = all
            ? services.Topics.All.OrderBy(topic => topic.Name, StringComparer.Ordinal).Select(Found).ToList()
            : asked.ConvertAll(topic => Find(topic.Id, topic.Name, mayCreate));
        WriteCluster(response, version);
        response.ArrayLength(topics.Count);
        foreach (var answer in topics)
            WriteTopic(response, version, answer);
        if (version is >= 8 and <= 10)
            response.Int32(NoOperations);
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static Answer Found(Topic topic) => new(ErrorCode.None, topic.Name, topic.Id, topic.Partitions);

    private Answer Find(Guid id, string? name, bool mayCreate)
    {
        if (name is null)
            return services.Topics.Find(id) is { } known ? Found(known) : new Answer(ErrorCode.UnknownTopicId, null, id, []);
        Topic? topic = null;
        var error = services.Guard(ErrorCode.KafkaStorageError, () => services.Topics.FindOrCreate(name, mayCreate, out topic));
        return error == ErrorCode.None ? Found(topic!) : new Answer(error, name, Guid.Empty, []);
    }

    private void WriteCluster(ProtocolWriter response, short version)
    {
        if (version >= 3)
            response.Int32(0);
        response.ArrayLength(1);
        response.Int32(BrokerNode.Id);
        response.String(services.Node.Host);
        response.Int32(services.Node.Port);
        if (version >= 1)
            response.String(null);
        response.Tags();
        if (version >= 2)
            response.String(services.Node.ClusterId);
        if (version >= 1)
            response.Int32(BrokerNode.Id);
    }

    private static void WriteTopic(ProtocolWriter response, short version, Answer answer)
    {
        response.Error(answer.Error);
        response.String(answer.Name ?? (version >= 12 ? null : ""));
        if (version >= 10)
            response.Uuid(answer.Id);
        if (version >= 1)
            response.Bool(false);
        response.ArrayLength(answer.Partitions.Length);
        foreach (var partition in answer.Partitions)
            WritePartition(response, version, partition.Index);
        if (version >= 8)
            response.Int32(NoOperations);
        response.Tags();
    }

    private static void WritePartition(ProtocolWriter response, short version, int index)
    {
        response.Error(ErrorCode.None);
        response.Int32(index);
        response.Int32(BrokerNode.Id);
        if (version >= 7)
            response.Int32(0);
        response.ArrayLength(1);
        response.Int32(BrokerNode.Id);
        response.ArrayLength(1);
        response.Int32(BrokerNode.Id);
        if (version >= 5)
            response.ArrayLength(0);
        response.Tags();
    }

    private readonly record struct Answer(ErrorCode Error, string? Name, Guid Id, Partition[] Partitions);
}
