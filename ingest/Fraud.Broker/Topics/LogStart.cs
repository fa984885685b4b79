using System.Buffers.Binary;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Topics;

/// <summary>The first readable offset of a partition where delete-records has moved it, as the journal remembers it.</summary>
internal static class LogStart
{
    private const string Prefix = "log-start/";

    public static JournalEntry Entry(TopicPartition name, long offset)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, offset);
        return new JournalEntry(Prefix + name, value);
    }

    public static IEnumerable<JournalEntry> Entries(Topic topic) =>
        topic.Partitions.Select(partition => new JournalEntry(Prefix + partition.Name, null));

    public static long Read(Journal journal, TopicPartition name) =>
        journal.Find(Prefix + name) is { } value ? BinaryPrimitives.ReadInt64BigEndian(value) : 0;
}
