namespace Fraud.Broker.Storage;

/// <summary>Unpacks the records of a batch: only for look-ups by time and for compaction, never on the way in or out.</summary>
internal static class RecordReader
{
    /// <summary>Six fields of at least a byte each, and the length in front.</summary>
    public const int RecordBytesMin = 7;

    /// <exception cref="InvalidDataException">The records are damaged.</exception>
    public static List<StoredRecord> Read(RecordBatch batch)
    {
        var data = Unpacking.Unpack(batch.Compression, batch.Records.ToArray());
        var records = new List<StoredRecord>(Math.Min(batch.RecordCount, data.Length / RecordBytesMin));
        var position = 0;
        for (var count = batch.RecordCount; count > 0; count--)
        {
            var start = position;
            var length = Varint(data.Span, ref position);
            if (length < 1 || length > data.Length - position)
                throw new InvalidDataException("A record is longer than its batch.");
            var end = position + (int)length;
            position++;
            var timestamp = batch.BaseTimestamp + Varint(data.Span, ref position);
            var offset = batch.BaseOffset + Varint(data.Span, ref position);
            var keyLength = (int)Varint(data.Span, ref position);
            if (keyLength > end - position)
                throw new InvalidDataException("A key is longer than its record.");
            // The cast matters: without it null would become an empty key.
            var key = keyLength < 0 ? (ReadOnlyMemory<byte>?)null : data.Slice(position, keyLength);
            position += Math.Max(keyLength, 0);
            var hasValue = Varint(data.Span, ref position) >= 0;
            records.Add(new StoredRecord(offset, timestamp, key, hasValue, data[start..end]));
            position = end;
        }
        return records;
    }

    /// <summary>A zigzag-encoded variable-length integer (https://kafka.apache.org/protocol#protocol_types).</summary>
    private static long Varint(ReadOnlySpan<byte> data, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position >= data.Length)
                break;
            var part = data[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
        throw new InvalidDataException("A variable-length integer does not end.");
    }
}
