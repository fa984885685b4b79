using System.Buffers.Binary;
using System.Numerics;

namespace Fraud.Features.Coding;

/// <summary>Reads what <see cref="BitWriter"/> wrote; throws <see cref="StateFormatException"/> where the bits end early.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Bits taken at once, at most: any eight bytes hold so many from any bit of the first on.</summary>
    public const int BitsMax = 56;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    /// <summary>Nothing is left but the bits that fill up the last byte.</summary>
    public readonly bool AtEnd => (bytes.Length * 8) - position < 8 && Peek() == 0;

    public ulong Bits(int count)
    {
        if (count > BitsMax)
        {
            var low = Bits(BitsMax);
            return low | (Bits(count - BitsMax) << BitsMax);
        }

        var value = Peek() & ((1UL << count) - 1);
        Skip(count);
        return value;
    }

    public bool Flag() => Bits(1) == 1;

    /// <summary>See <see cref="BitWriter.Number"/>.</summary>
    public long Number(int order)
    {
        var width = 0;
        for (var ones = BitOperations.TrailingZeroCount(~Peek()); ; ones = BitOperations.TrailingZeroCount(~Peek()))
        {
            if (ones < BitsMax)
            {
                Skip(ones + 1);
                width += ones;
                break;
            }

            Skip(BitsMax);
            width += BitsMax;
        }

        if (width + order > 63) throw new StateFormatException("A number in the state is longer than 63 bits: the bytes are damaged. Restore a savepoint.");
        var above = Bits(width) + (1UL << width) - 1;
        return (long)((above << order) | Bits(order)) & long.MaxValue;
    }

    /// <summary>See <see cref="BitWriter.Signed"/>.</summary>
    public long Signed(int order)
    {
        var value = Number(order);
        return (value >> 1) ^ -(value & 1);
    }

    /// <summary>A count of things that follow, refused above <paramref name="max"/> so that damaged bytes cannot exhaust memory.</summary>
    public int Count(int order, int max)
    {
        var value = Number(order);
        return value <= max
            ? (int)value
            : throw new StateFormatException($"The state claims {value} entries where at most {max} fit: the bytes are damaged. Restore a savepoint.");
    }

    /// <summary>The next 56 bits or more; zeros beyond the end.</summary>
    private readonly ulong Peek()
    {
        var rest = bytes[Math.Min(position >> 3, bytes.Length)..];
        if (rest.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(rest) >> (position & 7);
        var value = 0UL;
        for (var i = rest.Length - 1; i >= 0; i--) value = (value << 8) | rest[i];
        return value >> (position & 7);
    }

    private void Skip(int count)
    {
        position += count;
        if (position > bytes.Length * 8) throw new StateFormatException("The state's bytes end early: they are damaged. Restore a savepoint.");
    }
}
