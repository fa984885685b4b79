using System.Buffers.Binary;

namespace Fraud.Broker.Storage;

/// <summary>The marker that ends a transaction in one partition: a control batch with one record (KIP-98).</summary>
internal static class ControlBatch
{
    public const int Size = RecordBatch.HeaderBytes + 17;
    private const short TransactionalControl = 0x30;

    /// <summary>The marker as the log stores it, except for its place.</summary>
    public static byte[] Build(long producerId, short producerEpoch, bool commit, long timestampMs)
    {
        var batch = new byte[Size];
        var span = batch.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span[8..], Size - RecordBatch.LengthPrefixBytes);
        span[16] = 2;
        BinaryPrimitives.WriteInt16BigEndian(span[21..], TransactionalControl);
        BinaryPrimitives.WriteInt64BigEndian(span[27..], timestampMs);
        BinaryPrimitives.WriteInt64BigEndian(span[35..], timestampMs);
        BinaryPrimitives.WriteInt64BigEndian(span[43..], producerId);
        BinaryPrimitives.WriteInt16BigEndian(span[51..], producerEpoch);
        BinaryPrimitives.WriteInt32BigEndian(span[53..], -1);
        BinaryPrimitives.WriteInt32BigEndian(span[57..], 1);
        // length 16, attributes, timestamp delta, offset delta, key of 4: version 0 and type, value of 6: version 0 and coordinator epoch 0
        ReadOnlySpan<byte> record = [32, 0, 0, 0, 8, 0, 0, 0, commit ? (byte)1 : (byte)0, 12, 0, 0, 0, 0, 0, 0, 0];
        record.CopyTo(span[RecordBatch.HeaderBytes..]);
        RecordBatch.Seal(span);
        return batch;
    }

    /// <summary>True when the marker commits, false when it aborts.</summary>
    public static bool IsCommit(RecordBatch batch) => batch.Records[8] == 1;
}
