using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Topics;

/// <summary>A topic as the journal remembers it.</summary>
internal sealed record TopicRecord(string Name, Guid Id, int Partitions, IReadOnlyDictionary<string, string> Settings)
{
    public const string Prefix = "topic/";

    public static TopicRecord Of(Topic topic, int partitions) => new(topic.Name, topic.Id, partitions, topic.Config.Values);

    public JournalEntry ToEntry()
    {
        using var writer = new ProtocolWriter();
        writer.Uuid(Id);
        writer.Int32(Partitions);
        writer.Int32(Settings.Count);
        foreach (var (name, value) in Settings)
        {
            writer.String(name);
            writer.String(value);
        }
        return new JournalEntry(Prefix + Name, writer.Written.ToArray());
    }

    public static TopicRecord Parse(string key, byte[] value)
    {
        var reader = new ProtocolReader(value, flexible: false);
        var id = reader.Uuid();
        var partitions = reader.Int32();
        var settings = new Dictionary<string, string>();
        for (var count = reader.Int32(); count > 0; count--)
            settings.Add(reader.String(), reader.String());
        return new TopicRecord(key[Prefix.Length..], id, partitions, settings);
    }
}
