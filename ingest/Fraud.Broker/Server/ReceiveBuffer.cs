using System.Buffers;
using System.Buffers.Binary;
using Fraud.Broker.Protocol;

namespace Fraud.Broker.Server;

/// <summary>Cuts the bytes of a connection into frames. The buffer is kept between requests and doubles as the memory of the one being answered.</summary>
internal sealed class ReceiveBuffer(int requestBytesMax, RequestMemory memory) : IDisposable
{
    private const int LengthBytes = 4;
    private const int IdleBytes = 16 * 1024;
    private const int KeptBytes = 1024 * 1024;
    private const int GrowthFactor = 4;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(IdleBytes);
    private int _start;
    private int _end;
    private int _taken;

    /// <summary>The next whole frame without its length, valid until the next call; empty when the client has closed.</summary>
    /// <exception cref="MalformedRequestException">The connection must be closed.</exception>
    public async ValueTask<Memory<byte>> ReadFrameAsync(Stream source, CancellationToken cancellationToken)
    {
        if (!await FillAsync(source, LengthBytes, cancellationToken).ConfigureAwait(false))
            return default;
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        if (length <= 0 || length > requestBytesMax)
            throw new MalformedRequestException($"A request of {length} bytes is outside 1 to {requestBytesMax} (RequestBytesMax).");
        if (!await FillAsync(source, LengthBytes + length, cancellationToken).ConfigureAwait(false))
            throw new MalformedRequestException("The connection closed in the middle of a request.");
        var frame = _buffer.AsMemory(_start + LengthBytes, length);
        _start += LengthBytes + length;
        return frame;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        GiveBack();
    }

    private async ValueTask<bool> FillAsync(Stream source, int needed, CancellationToken cancellationToken)
    {
        if (_end - _start >= needed)
            return true;
        MakeRoom(needed);
        while (_end < needed)
        {
            if (_end == _buffer.Length)
                await GrowAsync(needed, cancellationToken).ConfigureAwait(false);
            var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return false;
            _end += read;
        }
        return true;
    }

    /// <summary>Moves what is there to the front, into a small buffer if a large request is over.</summary>
    private void MakeRoom(int needed)
    {
        var kept = _end - _start;
        if (_buffer.Length > KeptBytes && Math.Max(kept, needed) <= IdleBytes)
        {
            Replace(IdleBytes);
            GiveBack();
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
            (_start, _end) = (0, kept);
        }
    }

    /// <summary>Grows with what has arrived, not with what was announced: announcing costs nothing.</summary>
    private async ValueTask GrowAsync(int needed, CancellationToken cancellationToken)
    {
        if (_taken == 0 && needed > KeptBytes && _buffer.Length >= KeptBytes / GrowthFactor)
        {
            await memory.TakeAsync(needed, cancellationToken).ConfigureAwait(false);
            _taken = needed;
        }
        Replace((int)Math.Min(needed, (long)GrowthFactor * _buffer.Length));
    }

    private void Replace(int bytes)
    {
        var kept = _end - _start;
        var replacement = ArrayPool<byte>.Shared.Rent(bytes);
        _buffer.AsSpan(_start, kept).CopyTo(replacement);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = replacement;
        (_start, _end) = (0, kept);
    }

    private void GiveBack()
    {
        if (_taken > 0)
            memory.Return(_taken);
        _taken = 0;
    }
}
