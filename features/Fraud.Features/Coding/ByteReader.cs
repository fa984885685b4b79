using System.Buffers.Binary;

namespace Fraud.Features.Coding;

/// <summary>Reads states of formats 1 and 2, which are whole bytes: LEB128 varints, little-endian fixed widths. Throws <see cref="StateFormatException"/> where the bytes end early.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Version of the encoding, see <see cref="StateFormat"/>.</summary>
    public byte Format { get; private set; }

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    /// <summary>The first byte of a state, which says how to read the others.</summary>
    public byte ReadFormat() => Format = Byte();

    public ulong Fixed(int width)
    {
        var value = 0UL;
        var taken = Take(width);
        for (var i = width - 1; i >= 0; i--) value = (value << 8) | taken[i];
        return value;
    }

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new StateFormatException("A number in the state is longer than 64 bits: the bytes are damaged. Restore a savepoint.");
    }

    public long Long() => (long)Varint();

    /// <summary>A count of things that follow, refused above <paramref name="max"/> so that damaged bytes cannot exhaust memory.</summary>
    public int Count(int max)
    {
        var value = Varint();
        return value <= (ulong)max
            ? (int)value
            : throw new StateFormatException($"The state claims {value} entries where at most {max} fit: the bytes are damaged. Restore a savepoint.");
    }

    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        if (rest.Length < size)
            throw new StateFormatException("The state's bytes end early: they are damaged. Restore a savepoint.");
        var taken = rest[..size];
        rest = rest[size..];
        return taken;
    }
}
