using System.Buffers;

namespace Fraud.Broker.Storage;

/// <summary>Walks the batches of a segment in order, in chunks, without holding more than one batch or chunk in memory.</summary>
internal sealed class SegmentScan : IDisposable
{
    private const int ChunkBytes = 256 * 1024;
    private readonly Segment _segment;
    private readonly long _fileBytes;
    private byte[] _buffer;
    private int _start;
    private int _filled;
    private int _currentSize;

    /// <param name="segment">What to walk.</param>
    /// <param name="position">Where a batch begins.</param>
    /// <param name="end">Where to stop, in bytes.</param>
    /// <param name="chunkBytes">How much to read at once: little for a look-up that ends soon.</param>
    public SegmentScan(Segment segment, int position, long end, int chunkBytes = ChunkBytes)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(chunkBytes);
        _segment = segment;
        _fileBytes = end;
        Position = position;
    }

    /// <summary>Where the batch after the current one begins; behind the last whole batch once <see cref="MoveNext"/> was false.</summary>
    public int Position { get; private set; }

    /// <summary>Where the current batch begins.</summary>
    public int CurrentPosition { get; private set; }

    public RecordBatch Current => new(Bytes);

    /// <summary>The bytes of the current batch, valid until the next move.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _currentSize);

    /// <summary>False at the end, and where no whole batch follows.</summary>
    public bool MoveNext()
    {
        _start += _currentSize;
        _currentSize = 0;
        CurrentPosition = Position;
        if (!Fill(RecordBatch.HeaderBytes))
            return false;
        var size = new RecordBatch(_buffer.AsSpan(_start)).Size;
        if (size < RecordBatch.HeaderBytes || !Fill(size))
            return false;
        _currentSize = size;
        Position += size;
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Reads the whole known segment once more to make an index that has been lost.</summary>
    public static SegmentIndex RebuildIndex(Segment segment)
    {
        var index = new SegmentIndex();
        var maxTimestamp = long.MinValue;
        using var scan = new SegmentScan(segment, 0, segment.Size);
        while (scan.MoveNext())
        {
            index.Add(scan.Current.BaseOffset, maxTimestamp, scan.CurrentPosition);
            maxTimestamp = Math.Max(maxTimestamp, scan.Current.MaxTimestamp);
        }
        return index;
    }

    private bool Fill(int needed)
    {
        if (_filled - _start >= needed)
            return true;
        if (CurrentPosition + (long)needed > _fileBytes)
            return false;
        var kept = _filled - _start;
        var target = _buffer;
        if (needed > target.Length)
            target = ArrayPool<byte>.Shared.Rent(needed);
        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }
        var wanted = (int)Math.Min(_buffer.Length - kept, _fileBytes - CurrentPosition - kept);
        _filled = kept + _segment.Read(_buffer.AsSpan(kept, wanted), CurrentPosition + kept);
        _start = 0;
        return _filled >= needed;
    }
}
