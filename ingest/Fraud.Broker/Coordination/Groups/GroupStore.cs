using System.Globalization;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Coordination.Groups;

/// <summary>Groups and offsets in the journal. What is saved here survives a kill; a client is answered only afterwards.</summary>
internal sealed class GroupStore(Journal journal)
{
    private const string GroupPrefix = "group/";
    private const string OffsetPrefix = "offset/";
    private const string PendingPrefix = "pending-offset/";

    public void Save(Group group) => journal.Write(new JournalEntry(GroupPrefix + group.Id, Encode(group)));

    /// <summary>Stores committed offsets, all or none.</summary>
    public void SaveOffsets(string groupId, IReadOnlyList<KeyValuePair<TopicPartition, OffsetEntry>> offsets) =>
        journal.Write([.. offsets.Select(offset => new JournalEntry(OffsetKey(groupId, offset.Key), Encode(offset.Value)))]);

    /// <summary>Stores offsets that count once the producer's transaction commits.</summary>
    public void SavePending(string groupId, long producerId, IReadOnlyList<KeyValuePair<TopicPartition, OffsetEntry>> offsets) =>
        journal.Write([.. offsets.Select(offset => new JournalEntry(PendingKey(groupId, producerId, offset.Key), Encode(offset.Value)))]);

    /// <summary>Ends a producer's transaction in a group, in the journal and in memory.</summary>
    public void EndPending(Group group, long producerId, bool commit)
    {
        if (group.Offsets.PendingOf(producerId) is not { } offsets)
            return;
        var entries = offsets.Keys.Select(partition => new JournalEntry(PendingKey(group.Id, producerId, partition), null)).ToList();
        if (commit)
            entries.AddRange(group.Offsets.Effective(producerId).Select(offset => new JournalEntry(OffsetKey(group.Id, offset.Key), Encode(offset.Value))));
        journal.Write(Durability.WithTheNext, [.. entries]);
        group.Offsets.EndPending(producerId, commit);
    }

    public void RemoveOffsets(string groupId, IEnumerable<TopicPartition> partitions) =>
        journal.Write([.. partitions.Select(partition => new JournalEntry(OffsetKey(groupId, partition), null))]);

    /// <summary>Removes the offsets of topics that are gone, those of open transactions as well, in the journal and in memory.</summary>
    public void RemoveTopics(Group group, Func<string, bool> isGone)
    {
        var committed = group.Offsets.Committed.Keys.Where(partition => isGone(partition.Topic)).ToList();
        var pending = group.Offsets.Pending.Where(offset => isGone(offset.Partition.Topic)).ToList();
        journal.Write([
            .. committed.Select(partition => new JournalEntry(OffsetKey(group.Id, partition), null)),
            .. pending.Select(offset => new JournalEntry(PendingKey(group.Id, offset.ProducerId, offset.Partition), null)),
        ]);
        committed.ForEach(partition => group.Offsets.Remove(partition));
        pending.ForEach(offset => group.Offsets.RemovePending(offset.ProducerId, offset.Partition));
    }

    public void Delete(Group group) =>
        journal.Write([
            new JournalEntry(GroupPrefix + group.Id, null),
            .. group.Offsets.Committed.Keys.Select(partition => new JournalEntry(OffsetKey(group.Id, partition), null)),
            .. group.Offsets.Pending.Select(offset => new JournalEntry(PendingKey(group.Id, offset.ProducerId, offset.Partition), null)),
        ]);

    /// <summary>Rebuilds every group as it was.</summary>
    public void Load(Func<string, Group> groupOf, DateTimeOffset now)
    {
        foreach (var (key, value) in journal.Under(GroupPrefix))
            Decode(groupOf(key[GroupPrefix.Length..]), value, now);
        foreach (var (key, value) in journal.Under(OffsetPrefix))
        {
            var parts = key.Split('\n');
            groupOf(parts[1]).Offsets.Commit(Partition(parts, 2), DecodeOffset(value));
        }
        foreach (var (key, value) in journal.Under(PendingPrefix))
        {
            var parts = key.Split('\n');
            groupOf(parts[1]).Offsets.AddPending(
                long.Parse(parts[2], CultureInfo.InvariantCulture), Partition(parts, 3), DecodeOffset(value));
        }
    }

    // A group id may hold any character but is never split at a line feed: ids with one are refused.
    private static string OffsetKey(string groupId, TopicPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{OffsetPrefix}\n{groupId}\n{partition.Topic}\n{partition.Partition}");

    private static string PendingKey(string groupId, long producerId, TopicPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{PendingPrefix}\n{groupId}\n{producerId}\n{partition.Topic}\n{partition.Partition}");

    private static TopicPartition Partition(string[] parts, int at) =>
        new(parts[at], int.Parse(parts[at + 1], CultureInfo.InvariantCulture));

    private static byte[] Encode(OffsetEntry entry)
    {
        using var writer = new ProtocolWriter();
        writer.Int64(entry.Offset);
        writer.Int32(entry.LeaderEpoch);
        writer.String(entry.Metadata);
        writer.Int64(entry.CommittedMs);
        writer.Int64(entry.Order);
        return writer.Written.ToArray();
    }

    private static OffsetEntry DecodeOffset(byte[] value)
    {
        var reader = new ProtocolReader(value, flexible: false);
        return new OffsetEntry(reader.Int64(), reader.Int32(), reader.String(), reader.Int64(), reader.Remaining > 0 ? reader.Int64() : 0);
    }

    private static byte[] Encode(Group group)
    {
        using var writer = new ProtocolWriter();
        writer.Int32(group.Generation);
        writer.String(group.ProtocolType);
        writer.String(group.ProtocolName);
        writer.String(group.LeaderId);
        writer.Int32(group.Members.Count);
        foreach (var member in group.Members.Values)
        {
            writer.String(member.Id);
            writer.String(member.InstanceId);
            writer.String(member.ClientId);
            writer.String(member.ClientHost);
            writer.String(member.ProtocolType);
            writer.Int64(member.SessionTimeout.Ticks);
            writer.Int64(member.RebalanceTimeout.Ticks);
            writer.Bytes(member.Assignment);
            writer.Int32(member.Protocols.Length);
            foreach (var protocol in member.Protocols)
            {
                writer.String(protocol.Name);
                writer.Bytes(protocol.Metadata);
            }
        }
        return writer.Written.ToArray();
    }

    private static void Decode(Group group, byte[] value, DateTimeOffset now)
    {
        var reader = new ProtocolReader(value, flexible: false);
        group.Generation = reader.Int32();
        group.ProtocolType = reader.NullableString();
        group.ProtocolName = reader.NullableString();
        var leader = reader.NullableString();
        for (var count = reader.Int32(); count > 0; count--)
        {
            var member = new GroupMember
            {
                Id = reader.String(),
                InstanceId = reader.NullableString(),
                ClientId = reader.String(),
                ClientHost = reader.String(),
                ProtocolType = reader.String(),
                SessionTimeout = TimeSpan.FromTicks(reader.Int64()),
                RebalanceTimeout = TimeSpan.FromTicks(reader.Int64()),
                Assignment = reader.Bytes().ToArray(),
            };
            var protocols = new MemberProtocol[reader.Int32()];
            for (var i = 0; i < protocols.Length; i++)
                protocols[i] = new MemberProtocol(reader.String(), reader.Bytes().ToArray());
            member.Protocols = protocols;
            group.Add(member);
        }
        group.LeaderId = leader;
        group.MoveTo(group.Members.Count > 0 ? GroupState.Stable : GroupState.Empty, now);
    }
}
