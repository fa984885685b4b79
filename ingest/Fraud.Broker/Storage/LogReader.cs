using Fraud.Broker.Protocol;

namespace Fraud.Broker.Storage;

/// <summary>
/// Puts batches of one partition into a response: few by copying them from the page cache, many by naming the part of the file to send. Takes no
/// lock; a file removed meanwhile reads as out of range.
/// </summary>
internal sealed class LogReader
{
    private const int CursorsMax = 16;
    private const int WindowBytes = 4 * 1024;

    /// <summary>From here on, sending from the file costs less than copying.</summary>
    private const int ReferredBytesMin = 64 * 1024;

    /// <summary>A response that has grown so large by copying many small parts takes the rest from the files.</summary>
    private const int CopiedBytesMax = 1024 * 1024;

    /// <summary>Where the last reads ended: a consumer that continues there needs no look-up.</summary>
    private readonly Cursor?[] _cursors = new Cursor?[CursorsMax];

    private int _nextCursor;

    /// <summary>Finds where the batches from <paramref name="offset"/> on lie.</summary>
    /// <param name="view">Extent to read within.</param>
    /// <param name="offset">First offset wanted; batches are sent whole, so earlier records may precede it.</param>
    /// <param name="limit">Batches that begin here or later are left out.</param>
    /// <param name="bytesMax">Most bytes wanted.</param>
    public ReadPlan? Plan(LogView view, long offset, long limit, int bytesMax)
    {
        if (offset >= limit)
            return null;
        for (var i = view.SegmentIndexOf(offset); i < view.Segments.Length; i++)
        {
            var segment = view.Segments[i];
            var size = segment.Size;
            var position = Locate(segment, offset);
            if (position >= size)
                continue;
            var bytes = Math.Min(size - position, Math.Max(bytesMax, RecordBatch.HeaderBytes));
            var upper = segment.Index.OffsetAtOrBehind(position + bytes) ?? segment.EndOffset;
            return new ReadPlan(segment, position, bytes, Math.Min(upper, limit));
        }
        return null;
    }

    /// <summary>Names the planned batches, whole ones only, as a part of their file when that is worth it.</summary>
    /// <param name="plan">From <see cref="Plan"/>.</param>
    /// <param name="limit">Batches that begin here or later are left out.</param>
    /// <param name="into">Receives the length and the part of the file.</param>
    /// <returns>How many bytes; 0 when they are to be copied.</returns>
    public int Refer(ReadPlan plan, long limit, ProtocolWriter into)
    {
        var worthIt = into.Length < CopiedBytesMax ? ReferredBytesMin : 1;
        if (plan.Bytes < worthIt)
            return 0;
        var end = EndOfWholeBatches(plan, limit, out var next);
        var bytes = end - plan.Position;
        if (bytes < worthIt || !into.TryFileBytes(plan.Segment, plan.Position, bytes))
            return 0;
        Remember(new Cursor(next, plan.Segment, end));
        return bytes;
    }

    /// <summary>Appends the planned batches to <paramref name="into"/>, whole ones only, up to <paramref name="limit"/>.</summary>
    /// <param name="plan">From <see cref="Plan"/>.</param>
    /// <param name="limit">Batches that begin here or later are left out.</param>
    /// <param name="atLeastOne">Sends the first batch even if it alone is larger than planned (KIP-74).</param>
    /// <param name="into">Receives the batches.</param>
    public void Copy(ReadPlan plan, long limit, bool atLeastOne, ProtocolWriter into)
    {
        var chunk = into.Reserve(plan.Bytes);
        chunk = chunk[..plan.Segment.Read(chunk, plan.Position)];
        var whole = WholeBatches(chunk, limit, out var next, out var firstSize);
        if (whole == 0 && firstSize > 0 && atLeastOne)
        {
            chunk = into.Reserve(firstSize);
            chunk = chunk[..plan.Segment.Read(chunk, plan.Position)];
            whole = WholeBatches(chunk, limit, out next, out _);
        }
        if (whole == 0)
            return;
        into.Advance(whole);
        Remember(new Cursor(next, plan.Segment, plan.Position + whole));
    }

    /// <summary>Position of the batch that holds <paramref name="offset"/>, or of the first one behind it.</summary>
    public int Locate(Segment segment, long offset)
    {
        foreach (var cursor in _cursors)
            if (cursor is not null && cursor.Offset == offset && cursor.Segment == segment)
                return cursor.Position;
        if (offset >= segment.EndOffset)
            return segment.Size;
        using var scan = new SegmentScan(segment, segment.Index.PositionBeforeOffset(offset), segment.Size, SegmentIndex.IntervalBytes);
        while (scan.MoveNext())
            if (scan.Current.LastOffset >= offset)
                return scan.CurrentPosition;
        return segment.Size;
    }

    /// <summary>Where the last whole batch of the plan ends: the headers behind the last index entry tell.</summary>
    private static int EndOfWholeBatches(ReadPlan plan, long limit, out long next)
    {
        var end = plan.Position + plan.Bytes;
        var (position, offset) = (plan.Position, -1L);
        if (plan.Segment.Index.LastBefore(end, limit) is { } entry && entry.Position > position)
            (position, offset) = (entry.Position, entry.Offset);
        Span<byte> window = stackalloc byte[WindowBytes];
        var (windowStart, windowEnd) = (position, position);
        for (; end - position >= RecordBatch.HeaderBytes; position += new RecordBatch(window[(position - windowStart)..]).Size)
        {
            if (windowEnd - position < RecordBatch.HeaderBytes)
                (windowStart, windowEnd) = (position, position + plan.Segment.Read(window, position));
            var batch = new RecordBatch(window[(position - windowStart)..]);
            if (batch.BaseOffset >= limit || batch.Size > end - position)
                break;
            offset = batch.NextOffset;
        }
        next = offset;
        return position;
    }

    /// <summary>Bytes of the whole batches at the front that begin before the limit; the size of the first if it is not whole.</summary>
    private static int WholeBatches(ReadOnlySpan<byte> chunk, long limit, out long next, out int firstSize)
    {
        var position = 0;
        next = -1;
        firstSize = 0;
        while (chunk.Length - position >= RecordBatch.HeaderBytes)
        {
            var batch = new RecordBatch(chunk[position..]);
            if (batch.BaseOffset >= limit)
                break;
            if (batch.Size > chunk.Length - position)
            {
                firstSize = position == 0 ? batch.Size : 0;
                break;
            }
            next = batch.NextOffset;
            position += batch.Size;
        }
        return position;
    }

    private void Remember(Cursor cursor)
    {
        var slot = (uint)Interlocked.Increment(ref _nextCursor) % CursorsMax;
        _cursors[slot] = cursor;
    }

    private sealed record Cursor(long Offset, Segment Segment, int Position);
}
