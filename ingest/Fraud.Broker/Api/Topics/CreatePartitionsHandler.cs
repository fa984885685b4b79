using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Topics;

/// <summary>Adds partitions to topics; records already stored stay where they are.</summary>
internal sealed class CreatePartitionsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.CreatePartitions, 0, 3, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var wanted = new List<(string Name, int Count, List<int[]>? Assigned)>();
        for (var topics = reader.ArrayLength(); topics > 0; topics--)
        {
            var name = reader.String();
            var count = reader.Int32();
            wanted.Add((name, count, ReadAssignment(ref reader)));
            reader.Tags();
        }
        reader.Int32();
        var validateOnly = reader.Bool();
        response.Int32(0);
        response.ArrayLength(wanted.Count);
        foreach (var (name, count, assigned) in wanted)
        {
            var (error, reason) = Grow(name, count, assigned, validateOnly);
            response.String(name);
            response.Error(error);
            response.String(reason);
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static List<int[]>? ReadAssignment(ref ProtocolReader reader)
    {
        var count = reader.NullableArrayLength();
        if (count < 0)
            return null;
        var assigned = new List<int[]>(count);
        for (; count > 0; count--)
        {
            var brokers = new int[reader.ArrayLength()];
            for (var i = 0; i < brokers.Length; i++)
                brokers[i] = reader.Int32();
            assigned.Add(brokers);
            reader.Tags();
        }
        return assigned;
    }

    private (ErrorCode, string?) Grow(string name, int count, List<int[]>? assigned, bool validateOnly)
    {
        if (services.Topics.Find(name) is not { } topic)
            return (ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.");
        var present = topic.Partitions.Length;
        if (count <= present)
            return (ErrorCode.InvalidPartitions, $"The topic already has {present} partitions; {count} is not more.");
        if (services.Topics.PartitionCount + (long)count - present > services.Options.PartitionsMax)
            return (ErrorCode.InvalidPartitions, $"All topics together have at most {services.Options.PartitionsMax} partitions (BrokerOptions.PartitionsMax).");
        if (assigned is not null && (assigned.Count != count - present || !assigned.TrueForAll(brokers => brokers is [BrokerNode.Id])))
            return (ErrorCode.InvalidReplicaAssignment, $"The only broker is {BrokerNode.Id}.");
        return (validateOnly ? ErrorCode.None : services.Guard(ErrorCode.KafkaStorageError, () => services.Topics.AddPartitions(topic, count)), null);
    }
}
