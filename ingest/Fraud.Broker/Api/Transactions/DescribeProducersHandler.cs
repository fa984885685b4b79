using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Describes the producers a partition remembers (KIP-664).</summary>
internal sealed class DescribeProducersHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DescribeProducers, 0, 0, 0);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var topics = reader.ArrayLength();
        response.Int32(0);
        response.ArrayLength(topics);
        for (; topics > 0; topics--)
        {
            var name = reader.String();
            var count = reader.ArrayLength();
            response.String(name);
            response.ArrayLength(count);
            for (; count > 0; count--)
            {
                var index = reader.Int32();
                var partition = services.Topics.Find(new TopicPartition(name, index));
                response.Int32(index);
                response.Error(partition is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.None);
                response.String(partition is null ? "This server does not host this topic-partition." : null);
                Write(response, partition?.Log.DescribeProducers() ?? []);
                response.Tags();
            }
            reader.Tags();
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static void Write(ProtocolWriter response, IReadOnlyList<ProducerSnapshot> producers)
    {
        response.ArrayLength(producers.Count);
        foreach (var producer in producers)
        {
            response.Int64(producer.ProducerId);
            response.Int32(producer.Epoch);
            response.Int32(producer.LastSequence);
            response.Int64(producer.LastTimestampMs);
            response.Int32(0);
            response.Int64(producer.TransactionFirstOffset);
            response.Tags();
        }
    }
}
