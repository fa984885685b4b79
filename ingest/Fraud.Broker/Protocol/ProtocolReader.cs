using System.Buffers.Binary;
using System.Text;

namespace Fraud.Broker.Protocol;

/// <summary>
/// Reads the primitive types of the Kafka protocol from one request. <c>flexible</c> selects the compact encodings and tagged fields of
/// KIP-482. Every length is checked against what is left, so that no frame can make the broker allocate more than the frame's own size.
/// </summary>
internal ref struct ProtocolReader(ReadOnlySpan<byte> source, bool flexible)
{
    private ReadOnlySpan<byte> _rest = source;

    public readonly int Remaining => _rest.Length;

    public byte UInt8() => Take(1)[0];

    public bool Bool() => UInt8() != 0;

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public Guid Uuid() => new(Take(16), bigEndian: true);

    public ReadOnlySpan<byte> Raw(int count) => Take(count);

    public string String() => NullableString() ?? throw new MalformedRequestException("A string that must be present is null.");

    public string? NullableString()
    {
        var length = flexible ? UnsignedVarint() - 1 : Int16();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>The bytes of a string that must be present, undecoded: for look-ups that should not allocate.</summary>
    public ReadOnlySpan<byte> StringBytes()
    {
        var length = flexible ? UnsignedVarint() - 1 : Int16();
        return length < 0 ? throw new MalformedRequestException("A string that must be present is null.") : Take(length);
    }

    /// <summary>The same without moving on.</summary>
    public readonly ReadOnlySpan<byte> PeekStringBytes()
    {
        var copy = this;
        return copy.StringBytes();
    }

    /// <summary>Bytes or records; null is read as empty.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = flexible ? UnsignedVarint() - 1 : Int32();
        return length <= 0 ? default : Take(length);
    }

    /// <summary>The number of elements of an array that follows; -1 for null.</summary>
    public int NullableArrayLength()
    {
        var length = flexible ? UnsignedVarint() - 1 : Int32();
        if (length > _rest.Length)
            throw new MalformedRequestException($"An array of {length} elements cannot fit in {_rest.Length} bytes.");
        return Math.Max(length, -1);
    }

    public int ArrayLength() => Math.Max(NullableArrayLength(), 0);

    /// <summary>Skips the tagged fields at the end of a structure; nothing in a version that has none.</summary>
    public void Tags()
    {
        if (!flexible)
            return;
        for (var count = UnsignedVarint(); count > 0; count--)
        {
            UnsignedVarint();
            Take(UnsignedVarint());
        }
    }

    public int UnsignedVarint()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = UInt8();
            value |= (uint)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
                return value <= int.MaxValue ? (int)value : throw new MalformedRequestException("A length exceeds 2 GiB.");
        }
        throw new MalformedRequestException("A variable-length integer is longer than five bytes.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw new MalformedRequestException($"The request ends {count - _rest.Length} bytes early.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
