using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Makes partitions part of a transaction before anything is written to them.</summary>
internal sealed class AddPartitionsToTxnHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.AddPartitionsToTxn, 0, 3, 3);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var id = reader.String();
        var producerId = reader.Int64();
        var epoch = reader.Int16();
        var topics = new List<(string Name, List<int> Partitions)>();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var name = reader.String();
            var partitions = new List<int>();
            for (var indexes = reader.ArrayLength(); indexes > 0; indexes--)
                partitions.Add(reader.Int32());
            reader.Tags();
            topics.Add((name, partitions));
        }
        Add(request.Version, response, id, producerId, epoch, topics);
        return ValueTask.CompletedTask;
    }

    private void Add(
        short version, ProtocolWriter response, string id, long producerId, short epoch, List<(string Name, List<int> Partitions)> topics)
    {
        var all = topics.SelectMany(topic => topic.Partitions.Select(index => new TopicPartition(topic.Name, index))).ToList();
        var unknown = all.Where(partition => services.Topics.Find(partition) is null).ToHashSet();
        var error = unknown.Count > 0
            ? ErrorCode.OperationNotAttempted
            : Fencing.ForVersion(services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Transactions.AddPartitions(id, producerId, epoch, all)), version, fencedFrom: 2);
        response.Int32(0);
        response.ArrayLength(topics.Count);
        foreach (var (name, partitions) in topics)
        {
            response.String(name);
            response.ArrayLength(partitions.Count);
            foreach (var index in partitions)
            {
                response.Int32(index);
                response.Error(unknown.Contains(new TopicPartition(name, index)) ? ErrorCode.UnknownTopicOrPartition : error);
                response.Tags();
            }
            response.Tags();
        }
        response.Tags();
    }
}
