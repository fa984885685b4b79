using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fraud.Broker.Protocol;

/// <summary>
/// Writes the primitive types of the Kafka protocol into one pooled buffer that is kept between responses. <see cref="Flexible"/> selects
/// the compact encodings and tagged fields of KIP-482.
/// </summary>
internal sealed class ProtocolWriter : IDisposable
{
    private const int KeptBytes = 64 * 1024;
    private readonly List<FilePart> _files = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);

    public bool Flexible { get; set; }

    public int Length { get; private set; }

    /// <summary>Parts of files between what is written, in order; they are not in <see cref="Length"/>.</summary>
    public IReadOnlyList<FilePart> Files => _files;

    /// <summary>Bytes of the whole response, files included.</summary>
    public long TotalLength => Length + _files.Sum(part => (long)part.Bytes);

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public void UInt8(byte value) => Span(1)[0] = value;

    public void Bool(bool value) => UInt8(value ? (byte)1 : (byte)0);

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Span(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Span(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Span(8), value);

    public void Error(ErrorCode value) => Int16((short)value);

    public void Uuid(Guid value) => value.TryWriteBytes(Span(16), bigEndian: true, out _);

    public void String(string? value)
    {
        if (value is null)
        {
            Raw(Flexible ? [0] : [0xFF, 0xFF]);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(value);
        if (Flexible)
            UnsignedVarint(bytes + 1);
        else
            Int16(checked((short)bytes));
        Encoding.UTF8.GetBytes(value, Span(bytes));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        if (Flexible)
            UnsignedVarint(value.Length + 1);
        else
            Int32(value.Length);
        Raw(value);
    }

    /// <summary>The length of an array whose elements the caller writes next; -1 for null.</summary>
    public void ArrayLength(int count)
    {
        if (Flexible)
            UnsignedVarint(count + 1);
        else
            Int32(count);
    }

    /// <summary>The empty set of tagged fields that ends a structure; nothing in a version that has none.</summary>
    public void Tags()
    {
        if (Flexible)
            UInt8(0);
    }

    public void UnsignedVarint(int value)
    {
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            UInt8((byte)(rest | 0x80));
            rest >>= 7;
        }
        UInt8((byte)rest);
    }

    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Span(value.Length));

    /// <summary>Room for <paramref name="count"/> bytes that the caller fills and then confirms with <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        Ensure(count);
        return _buffer.AsSpan(Length, count);
    }

    public void Advance(int count) => Length += count;

    /// <summary>Begins bytes whose length is known only once they are written; about <paramref name="expected"/> of them.</summary>
    /// <returns>What <see cref="EndBytes"/> needs.</returns>
    public (int Start, int PrefixBytes) BeginBytes(int expected)
    {
        var prefix = Flexible ? VarintBytes(expected + 1) : 4;
        Span(prefix);
        return (Length, prefix);
    }

    /// <summary>Writes the length in front, moving the bytes when it takes another number of bytes than expected.</summary>
    public void EndBytes((int Start, int PrefixBytes) begun)
    {
        var count = Length - begun.Start;
        if (!Flexible)
        {
            PatchInt32(begun.Start - 4, count);
            return;
        }
        var prefix = VarintBytes(count + 1);
        if (prefix != begun.PrefixBytes)
        {
            Ensure(prefix);
            _buffer.AsSpan(begun.Start, count).CopyTo(_buffer.AsSpan(begun.Start - begun.PrefixBytes + prefix));
        }
        Length = begun.Start - begun.PrefixBytes;
        UnsignedVarint(count + 1);
        Length += count;
    }

    /// <summary>Bytes that lie in a file, with their length in front. Takes the file until they are forgotten; false when it is closed.</summary>
    public bool TryFileBytes(ISharedFile file, int position, int count)
    {
        if (!file.TryTake())
            return false;
        if (Flexible)
            UnsignedVarint(count + 1);
        else
            Int32(count);
        _files.Add(new FilePart(Length, file, position, count));
        return true;
    }

    /// <summary>Overwrites four bytes written earlier: a length or count known only afterwards.</summary>
    public void PatchInt16(int position, short value) => BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(position, 2), value);

    public void PatchInt32(int position, int value) => BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(position, 4), value);

    public void PatchInt64(int position, long value) => BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(position, 8), value);

    /// <summary>Forgets everything written after <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        Length = length;
        while (_files.Count > 0 && _files[^1].At > length)
        {
            _files[^1].File.Release();
            _files.RemoveAt(_files.Count - 1);
        }
    }

    /// <summary>Empties the writer and gives a buffer that one large response needed back to the pool.</summary>
    public void Reset()
    {
        Truncate(0);
        if (_buffer.Length <= KeptBytes)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(1024);
    }

    public void Dispose()
    {
        Truncate(0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static int VarintBytes(int value) => (31 - int.LeadingZeroCount(value | 1)) / 7 + 1;

    private Span<byte> Span(int count)
    {
        Ensure(count);
        var span = _buffer.AsSpan(Length, count);
        Length += count;
        return span;
    }

    private void Ensure(int count)
    {
        if (_buffer.Length - Length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + count), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
