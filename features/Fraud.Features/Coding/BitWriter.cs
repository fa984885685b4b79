using System.Buffers.Binary;
using System.Numerics;

namespace Fraud.Features.Coding;

/// <summary>Appends numbers bit by bit, lowest bits first, to a buffer that grows and is reused.</summary>
internal sealed class BitWriter
{
    private byte[] buffer = new byte[1024];
    private int length;
    private ulong pending;
    private int pendingCount;

    /// <summary>Whole bytes, the last one filled up with zeros.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Room();
            BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(length), pending);
            return buffer.AsSpan(0, length + ((pendingCount + 7) / 8));
        }
    }

    public void Clear() => (length, pending, pendingCount) = (0, 0, 0);

    /// <summary>The low bits of a number whose other bits are zero.</summary>
    public void Bits(ulong value, int count)
    {
        if (count > BitReader.BitsMax)
        {
            Bits(value & ((1UL << BitReader.BitsMax) - 1), BitReader.BitsMax);
            (value, count) = (value >> BitReader.BitsMax, count - BitReader.BitsMax);
        }

        Room();
        pending |= value << pendingCount;
        pendingCount += count;
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(length), pending);
        length += pendingCount >> 3;
        pending >>= pendingCount & ~7;
        pendingCount &= 7;
    }

    public void Flag(bool value) => Bits(value ? 1UL : 0, 1);

    /// <summary>An exponential Golomb code: short for numbers around 2^order, never long.</summary>
    /// <param name="value">Zero or more.</param>
    /// <param name="order">What the number is expected to be, as a power of two.</param>
    public void Number(long value, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var above = ((ulong)value >> order) + 1;
        var width = BitOperations.Log2(above);
        Bits((1UL << width) - 1, width + 1);
        Bits(above - (1UL << width), width);
        Bits((ulong)value & ((1UL << order) - 1), order);
    }

    /// <summary>The same for numbers of either sign.</summary>
    public void Signed(long value, int order) => Number((value << 1) ^ (value >> 63), order);

    private void Room()
    {
        if (length + sizeof(ulong) > buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
