using System.Buffers.Binary;
using System.Text;
using Fraud.Broker.Storage;

namespace Fraud.UnitTests.Broker;

/// <summary>Builds record batches byte by byte, independently of the broker's own reading of them.</summary>
internal static class Batches
{
    private static readonly long[] NoTimestamps = [1_000];

    /// <summary>A batch of records without keys, one for each value.</summary>
    public static byte[] Of(params string[] values) => Build(values, NoTimestamps);

    public static byte[] At(long timestampMs, params string[] values) => Build(values, [timestampMs]);

    public static byte[] From(long producerId, short epoch, int sequence, bool transactional, params string[] values) =>
        Build(values, NoTimestamps, producerId, epoch, sequence, transactional);

    /// <summary>Records whose timestamps are given one by one, the last one repeated.</summary>
    public static byte[] Build(
        string[] values, long[] timestamps, long producerId = -1, short epoch = -1, int sequence = -1, bool transactional = false,
        string?[]? keys = null)
    {
        var records = new MemoryStream();
        long Timestamp(int index) => timestamps[Math.Min(index, timestamps.Length - 1)];
        for (var i = 0; i < values.Length; i++)
            WriteRecord(records, i, Timestamp(i) - timestamps[0], keys?[i], values[i]);
        var batch = new byte[RecordBatch.HeaderBytes + records.Length];
        var span = batch.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span[8..], batch.Length - 12);
        span[16] = 2;
        BinaryPrimitives.WriteInt16BigEndian(span[21..], (short)(transactional ? 0x10 : 0));
        BinaryPrimitives.WriteInt32BigEndian(span[23..], values.Length - 1);
        BinaryPrimitives.WriteInt64BigEndian(span[27..], timestamps[0]);
        BinaryPrimitives.WriteInt64BigEndian(span[35..], Enumerable.Range(0, values.Length).Max(Timestamp));
        BinaryPrimitives.WriteInt64BigEndian(span[43..], producerId);
        BinaryPrimitives.WriteInt16BigEndian(span[51..], epoch);
        BinaryPrimitives.WriteInt32BigEndian(span[53..], sequence);
        BinaryPrimitives.WriteInt32BigEndian(span[57..], values.Length);
        records.ToArray().CopyTo(span[RecordBatch.HeaderBytes..]);
        BinaryPrimitives.WriteUInt32BigEndian(span[17..], Crc32C.Compute(span[21..]));
        return batch;
    }

    private static void WriteRecord(MemoryStream target, int index, long timestampDelta, string? key, string? value)
    {
        var body = new MemoryStream();
        body.WriteByte(0);
        Varint(body, timestampDelta);
        Varint(body, index);
        Field(body, key);
        Field(body, value);
        Varint(body, 0);
        Varint(target, body.Length);
        body.WriteTo(target);
    }

    private static void Field(MemoryStream target, string? text)
    {
        if (text is null)
        {
            Varint(target, -1);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        Varint(target, bytes.Length);
        target.Write(bytes);
    }

    private static void Varint(MemoryStream target, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7)
            target.WriteByte((byte)(rest | 0x80));
        target.WriteByte((byte)rest);
    }
}
