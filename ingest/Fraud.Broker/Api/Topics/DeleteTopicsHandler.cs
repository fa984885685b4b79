using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Topics;

/// <summary>Deletes topics with all their records.</summary>
internal sealed class DeleteTopicsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DeleteTopics, 1, 6, 4);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        var count = reader.ArrayLength();
        response.Int32(0);
        response.ArrayLength(count);
        for (; count > 0; count--)
        {
            string? name;
            var id = Guid.Empty;
            if (version >= 6)
            {
                name = reader.NullableString();
                id = reader.Uuid();
                reader.Tags();
            }
            else
            {
                name = reader.String();
            }
            Delete(response, version, name, id);
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private ErrorCode Delete(Topic topic)
    {
        var error = services.Topics.Delete(topic.Name);
        if (error == ErrorCode.None)
            services.Groups.ForgetTopics(name => name == topic.Name);
        return error;
    }

    private void Delete(ProtocolWriter response, short version, string? name, Guid id)
    {
        var topic = name is null ? services.Topics.Find(id) : services.Topics.Find(name);
        var error = topic is not null ? services.Guard(ErrorCode.KafkaStorageError, () => Delete(topic))
            : name is null ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition;
        response.String(topic?.Name ?? name);
        if (version >= 6)
            response.Uuid(topic?.Id ?? id);
        response.Error(error);
        if (version >= 5)
            response.String(error is ErrorCode.UnknownTopicId or ErrorCode.UnknownTopicOrPartition ? "This server does not host this topic-partition." : null);
        response.Tags();
    }
}
