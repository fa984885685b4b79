using System.Buffers.Binary;
using Fraud.Broker.Protocol;

namespace Fraud.Broker.Storage;

/// <summary>
/// What is stored beside a segment in its index file: that its first <see cref="LogBytes"/> are intact and on the disk, the sparse index,
/// and every producer's state at that point. Lost or torn, it is rebuilt by reading the segment.
/// </summary>
/// <param name="LogBytes">Bytes of the segment this describes.</param>
/// <param name="EndOffset">Offset after its last batch.</param>
/// <param name="MaxTimestamp">Largest timestamp in ms.</param>
/// <param name="Index">Sparse index.</param>
/// <param name="Aborted">Transactions whose abort marker lies in the segment.</param>
/// <param name="Producers">Producers as they were after the last batch.</param>
internal sealed record SegmentSummary(
    int LogBytes, long EndOffset, long MaxTimestamp, SegmentIndex Index, AbortedTransaction[] Aborted, IReadOnlyList<ProducerState> Producers)
{
    private const int Format = 1;

    public byte[] ToBytes()
    {
        using var writer = new ProtocolWriter();
        writer.Int32(0);
        writer.Int32(Format);
        writer.Int32(LogBytes);
        writer.Int64(EndOffset);
        writer.Int64(MaxTimestamp);
        writer.Int32(Index.Entries.Length);
        foreach (var entry in Index.Entries)
        {
            writer.Int64(entry.Offset);
            writer.Int64(entry.TimestampBefore);
            writer.Int32(entry.Position);
        }
        writer.Int32(Aborted.Length);
        foreach (var aborted in Aborted)
        {
            writer.Int64(aborted.ProducerId);
            writer.Int64(aborted.FirstOffset);
            writer.Int64(aborted.MarkerOffset);
            writer.Int64(aborted.StableOffset);
        }
        writer.Int32(Producers.Count);
        foreach (var producer in Producers)
            ProducerStateCodec.Write(writer, producer);
        var bytes = writer.Written.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Crc32C.Compute(bytes.AsSpan(4)));
        return bytes;
    }

    /// <summary>Null when there is no such file or it is not whole.</summary>
    public static SegmentSummary? TryLoad(string path)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(bytes) != Crc32C.Compute(bytes.AsSpan(4)))
            return null;
        var reader = new ProtocolReader(bytes.AsSpan(4), flexible: false);
        return reader.Int32() == Format ? Read(ref reader) : null;
    }

    private static SegmentSummary Read(ref ProtocolReader reader)
    {
        var logBytes = reader.Int32();
        var endOffset = reader.Int64();
        var maxTimestamp = reader.Int64();
        var entries = new IndexEntry[reader.ArrayLength()];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new IndexEntry(reader.Int64(), reader.Int64(), reader.Int32());
        var aborted = new AbortedTransaction[reader.ArrayLength()];
        for (var i = 0; i < aborted.Length; i++)
            aborted[i] = new AbortedTransaction(reader.Int64(), reader.Int64(), reader.Int64(), reader.Int64());
        var producers = new ProducerState[reader.ArrayLength()];
        for (var i = 0; i < producers.Length; i++)
            producers[i] = ProducerStateCodec.Read(ref reader);
        return new SegmentSummary(logBytes, endOffset, maxTimestamp, new SegmentIndex(entries), aborted, producers);
    }
}
