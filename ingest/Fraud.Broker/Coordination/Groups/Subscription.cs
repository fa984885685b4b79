using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>Reads the topics out of a consumer's subscription (ConsumerProtocolSubscription); other kinds of groups have none.</summary>
internal static class Subscription
{
    public const string ProtocolType = "consumer";

    /// <summary>The topics any member is subscribed to; null when the members' subscriptions cannot be read.</summary>
    public static HashSet<string>? TopicsOf(Group group)
    {
        if (group.ProtocolType != ProtocolType)
            return null;
        var topics = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in group.Members.Values)
            try
            {
                var reader = new ProtocolReader(member.MetadataFor(group.ProtocolName), flexible: false);
                reader.Int16();
                for (var count = reader.ArrayLength(); count > 0; count--)
                    topics.Add(reader.String());
            }
            catch (MalformedRequestException)
            {
                return null;
            }
        return topics;
    }
}
