using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Topics;

/// <summary>Moves the start of partitions forward (KIP-107).</summary>
internal sealed class DeleteRecordsHandler(BrokerServices services) : IApiHandler
{
    private const long EndOfLog = -1;

    public ApiSpec Spec { get; } = new(ApiKey.DeleteRecords, 0, 2, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var topics = reader.ArrayLength();
        response.Int32(0);
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
                var (start, error) = Delete(new TopicPartition(name, index), reader.Int64());
                reader.Tags();
                response.Int32(index);
                response.Int64(start);
                response.Error(error);
                response.Tags();
            }
            reader.Tags();
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private (long Start, ErrorCode Error) Delete(TopicPartition name, long offset)
    {
        if (services.Topics.Find(name) is not { } partition)
            return (-1, ErrorCode.UnknownTopicOrPartition);
        if (partition.Log.Options is { Delete: false })
            return (-1, ErrorCode.PolicyViolation);
        var end = partition.Log.View.EndOffset;
        if (offset < EndOfLog || offset > end)
            return (-1, ErrorCode.OffsetOutOfRange);
        var start = -1L;
        var error = services.Guard(ErrorCode.KafkaStorageError, () =>
        {
            start = services.Topics.DeleteRecords(partition, offset == EndOfLog ? end : offset);
            return ErrorCode.None;
        });
        return (start, error);
    }
}
