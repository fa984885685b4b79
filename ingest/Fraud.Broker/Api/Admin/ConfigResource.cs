using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Admin;

/// <summary>What a configuration request is about.</summary>
internal readonly record struct ConfigResource(byte Type, string Name)
{
    public const byte TopicType = 2;
    public const byte BrokerType = 4;

    public static ConfigResource Read(ref ProtocolReader reader) => new(reader.UInt8(), reader.String());

    public bool IsBroker => Type == BrokerType
        && (Name.Length == 0 || Name == BrokerNode.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The topic to be changed, or why there is none.</summary>
    public (ErrorCode Error, string? Reason) FindTopic(TopicRegistry topics, out Topic? topic)
    {
        topic = null;
        if (Type != TopicType)
            return (ErrorCode.InvalidRequest, "Only the configuration of topics can be changed; the broker's is given when it starts.");
        topic = topics.Find(Name);
        return topic is null ? (ErrorCode.UnknownTopicOrPartition, "This server does not host this topic-partition.") : (ErrorCode.None, null);
    }

    public void WriteAnswer(ProtocolWriter response, ErrorCode error, string? reason)
    {
        response.Error(error);
        response.String(reason);
        response.UInt8(Type);
        response.String(Name);
        response.Tags();
    }
}
