using System.Buffers.Binary;
using System.Numerics;

namespace Fraud.Features.Coding;

/// <summary>Appends numbers to a buffer that grows and is reused. LEB128 varints, little-endian fixed widths.</summary>
internal sealed class ByteWriter
{
    private byte[] buffer = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>The low <paramref name="width"/> bytes of a number, lowest first.</summary>
    public void Fixed(ulong value, int width)
    {
        foreach (ref var next in Room(width))
        {
            next = (byte)value;
            value >>= 8;
        }
    }

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    public void Varint(ulong value)
    {
        var span = Room(Size(value));
        var i = 0;
        while (value >= 0x80)
        {
            span[i++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[i] = (byte)value;
    }

    public void Varint(long value) => Varint(checked((ulong)value));

    /// <summary>Signed numbers of small magnitude in few bytes.</summary>
    public void ZigZag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    private static int Size(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    private Span<byte> Room(int size)
    {
        if (Length + size > buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var span = buffer.AsSpan(Length, size);
        Length += size;
        return span;
    }
}
