using System.Buffers.Binary;

namespace Fraud.Broker.Storage;

/// <summary>
/// The header of one record batch (message format v2, https://kafka.apache.org/documentation/#recordbatch) seen in place. The records behind
/// it are never decoded on the way in or out.
/// </summary>
internal readonly ref struct RecordBatch(ReadOnlySpan<byte> bytes)
{
    public const int HeaderBytes = 61;
    public const int LengthPrefixBytes = 12;
    public const int CrcStart = 21;
    public const long NoProducerId = -1;
    private const int TransactionalFlag = 0x10;
    private const int ControlFlag = 0x20;
    private const int LogAppendTimeFlag = 0x08;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public long BaseOffset => BinaryPrimitives.ReadInt64BigEndian(_bytes);

    /// <summary>Bytes of the whole batch, header included.</summary>
    public int Size => BinaryPrimitives.ReadInt32BigEndian(_bytes[8..]) + LengthPrefixBytes;

    public byte Magic => _bytes[16];

    public uint Crc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[17..]);

    public short Attributes => BinaryPrimitives.ReadInt16BigEndian(_bytes[21..]);

    public int LastOffsetDelta => BinaryPrimitives.ReadInt32BigEndian(_bytes[23..]);

    public long BaseTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes[27..]);

    public long MaxTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes[35..]);

    public long ProducerId => BinaryPrimitives.ReadInt64BigEndian(_bytes[43..]);

    public short ProducerEpoch => BinaryPrimitives.ReadInt16BigEndian(_bytes[51..]);

    public int BaseSequence => BinaryPrimitives.ReadInt32BigEndian(_bytes[53..]);

    public int RecordCount => BinaryPrimitives.ReadInt32BigEndian(_bytes[57..]);

    public long LastOffset => BaseOffset + LastOffsetDelta;

    public long NextOffset => LastOffset + 1;

    public CompressionType Compression => (CompressionType)(Attributes & 0x07);

    public bool IsTransactional => (Attributes & TransactionalFlag) != 0;

    public bool IsControl => (Attributes & ControlFlag) != 0;

    public bool HasLogAppendTime => (Attributes & LogAppendTimeFlag) != 0;

    /// <summary>Sequence of the last record; sequences wrap from 2^31-1 to 0.</summary>
    public int LastSequence => BaseSequence < 0 ? -1 : (int)((BaseSequence + (long)LastOffsetDelta) & int.MaxValue);

    public ReadOnlySpan<byte> Records => _bytes[HeaderBytes..Size];

    /// <summary>True when the checksum over everything behind it agrees.</summary>
    public bool IsIntact() => Crc32C.Compute(_bytes[CrcStart..Size]) == Crc;

    /// <summary>Gives a batch its place in the log. Neither field is covered by the checksum.</summary>
    public static void Place(Span<byte> batch, long baseOffset, int leaderEpoch)
    {
        BinaryPrimitives.WriteInt64BigEndian(batch, baseOffset);
        BinaryPrimitives.WriteInt32BigEndian(batch[12..], leaderEpoch);
    }

    /// <summary>Turns producer time into the broker's time, for topics with message.timestamp.type=LogAppendTime.</summary>
    public static void StampAppendTime(Span<byte> batch, long timestampMs)
    {
        var attributes = (short)(BinaryPrimitives.ReadInt16BigEndian(batch[21..]) | LogAppendTimeFlag);
        BinaryPrimitives.WriteInt16BigEndian(batch[21..], attributes);
        BinaryPrimitives.WriteInt64BigEndian(batch[35..], timestampMs);
        Seal(batch);
    }

    /// <summary>Writes the checksum of a finished batch.</summary>
    public static void Seal(Span<byte> batch) =>
        BinaryPrimitives.WriteUInt32BigEndian(batch[17..], Crc32C.Compute(batch[CrcStart..]));
}
