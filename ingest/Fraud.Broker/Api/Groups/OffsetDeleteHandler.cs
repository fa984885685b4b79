using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Deletes single offsets of a group, except of topics its members are subscribed to (KIP-496).</summary>
internal sealed class OffsetDeleteHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.OffsetDelete, 0, 0, short.MaxValue);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var groupId = reader.String();
        var asked = new List<TopicPartition>();
        for (var topics = reader.ArrayLength(); topics > 0; topics--)
        {
            var name = reader.String();
            for (var count = reader.ArrayLength(); count > 0; count--)
                asked.Add(new TopicPartition(name, reader.Int32()));
        }
        HashSet<string> refused = [];
        var error = services.Guard(ErrorCode.CoordinatorNotAvailable, () => services.Groups.DeleteOffsets(groupId, asked, out refused));
        response.Error(error);
        response.Int32(0);
        var answered = error == ErrorCode.None ? asked.GroupBy(partition => partition.Topic, StringComparer.Ordinal).ToList() : [];
        response.ArrayLength(answered.Count);
        foreach (var topic in answered)
        {
            response.String(topic.Key);
            response.ArrayLength(topic.Count());
            foreach (var partition in topic)
            {
                response.Int32(partition.Partition);
                response.Error(refused.Contains(topic.Key) ? ErrorCode.GroupSubscribedToTopic : ErrorCode.None);
            }
        }
        return ValueTask.CompletedTask;
    }
}
