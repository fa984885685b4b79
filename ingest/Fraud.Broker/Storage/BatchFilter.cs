using System.Buffers.Binary;

namespace Fraud.Broker.Storage;

/// <summary>Makes a batch with some of its records left out. Offsets, timestamps and sequences of the others stay as they were.</summary>
internal static class BatchFilter
{
    private const short CompressionBits = 0x07;

    /// <summary>Null when nothing remains; <paramref name="batch"/> itself when everything does; else a new batch, not packed.</summary>
    public static ReadOnlyMemory<byte>? Keep(ReadOnlyMemory<byte> batch, Func<StoredRecord, bool> kept)
    {
        var records = RecordReader.Read(new RecordBatch(batch.Span));
        var remaining = records.FindAll(record => kept(record));
        if (remaining.Count == records.Count)
            return batch;
        if (remaining.Count == 0)
            return null;
        var filtered = new byte[RecordBatch.HeaderBytes + remaining.Sum(record => record.Bytes.Length)];
        var span = filtered.AsSpan();
        batch.Span[..RecordBatch.HeaderBytes].CopyTo(span);
        var position = RecordBatch.HeaderBytes;
        foreach (var record in remaining)
        {
            record.Bytes.Span.CopyTo(span[position..]);
            position += record.Bytes.Length;
        }
        BinaryPrimitives.WriteInt32BigEndian(span[8..], filtered.Length - RecordBatch.LengthPrefixBytes);
        var attributes = BinaryPrimitives.ReadInt16BigEndian(span[21..]);
        BinaryPrimitives.WriteInt16BigEndian(span[21..], (short)(attributes & ~CompressionBits));
        BinaryPrimitives.WriteInt32BigEndian(span[57..], remaining.Count);
        RecordBatch.Seal(span);
        return filtered;
    }
}
