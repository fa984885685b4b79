using System.Buffers.Binary;
using System.Text;
using Fraud.Broker.Storage;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>Makes a record batch (message format v2) as a client does.</summary>
internal static class BatchBuilder
{
    /// <param name="records">Key, value (null for a tombstone) and timestamp of each record.</param>
    /// <param name="producerId">-1 without one.</param>
    /// <param name="epoch">-1 without one.</param>
    /// <param name="sequence">Of the first record; -1 without a producer id.</param>
    /// <param name="isTransactional">Whether it belongs to a transaction.</param>
    public static byte[] Build((string Key, string? Value, long TimeMs)[] records, long producerId, short epoch, int sequence, bool isTransactional)
    {
        var body = new MemoryStream();
        for (var i = 0; i < records.Length; i++)
            Write(body, i, records[i].TimeMs - records[0].TimeMs, records[i].Key, records[i].Value);
        var batch = new byte[RecordBatch.HeaderBytes + body.Length];
        var span = batch.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span[8..], batch.Length - RecordBatch.LengthPrefixBytes);
        BinaryPrimitives.WriteInt32BigEndian(span[12..], -1);
        span[16] = 2;
        BinaryPrimitives.WriteInt16BigEndian(span[21..], (short)(isTransactional ? 0x10 : 0));
        BinaryPrimitives.WriteInt32BigEndian(span[23..], records.Length - 1);
        BinaryPrimitives.WriteInt64BigEndian(span[27..], records[0].TimeMs);
        BinaryPrimitives.WriteInt64BigEndian(span[35..], records.Max(record => record.TimeMs));
        BinaryPrimitives.WriteInt64BigEndian(span[43..], producerId);
        BinaryPrimitives.WriteInt16BigEndian(span[51..], epoch);
        BinaryPrimitives.WriteInt32BigEndian(span[53..], sequence);
        BinaryPrimitives.WriteInt32BigEndian(span[57..], records.Length);
        body.ToArray().CopyTo(span[RecordBatch.HeaderBytes..]);
        RecordBatch.Seal(span);
        return batch;
    }

    private static void Write(MemoryStream into, int index, long timeDelta, string key, string? value)
    {
        var record = new MemoryStream();
        record.WriteByte(0);
        Varint(record, timeDelta);
        Varint(record, index);
        Text(record, key);
        Text(record, value);
        Varint(record, 0);
        Varint(into, record.Length);
        record.WriteTo(into);
    }

    private static void Text(MemoryStream into, string? text)
    {
        Varint(into, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        into.Write(Encoding.UTF8.GetBytes(text ?? ""));
    }

    private static void Varint(MemoryStream into, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7)
            into.WriteByte((byte)(rest | 0x80));
        into.WriteByte((byte)rest);
    }
}
