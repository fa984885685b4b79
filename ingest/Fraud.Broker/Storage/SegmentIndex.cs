namespace Fraud.Broker.Storage;

/// <summary>
/// The sparse index of one segment. One writer (the log's lock) and any number of readers, which see only what was complete when they
/// looked.
/// </summary>
internal sealed class SegmentIndex
{
    /// <summary>Distance between entries: what a look-up has to walk at most, against 24 bytes of memory each.</summary>
    public const int IntervalBytes = 16 * 1024;

    private volatile IndexEntry[] _entries;
    private volatile int _count;
    private int _nextPosition;

    public SegmentIndex(IndexEntry[]? entries = null)
    {
        _entries = entries ?? [];
        _count = _entries.Length;
        _nextPosition = _count == 0 ? 0 : _entries[_count - 1].Position + IntervalBytes;
    }

    public ReadOnlySpan<IndexEntry> Entries
    {
        get
        {
            // The count first: the array is replaced before the count grows.
            var count = _count;
            return _entries.AsSpan(0, count);
        }
    }

    public void Add(long offset, long timestampBefore, int position)
    {
        if (position < _nextPosition)
            return;
        var count = _count;
        if (count == _entries.Length)
        {
            var larger = new IndexEntry[Math.Max(16, count * 2)];
            _entries.AsSpan(0, count).CopyTo(larger);
            _entries = larger;
        }
        _entries[count] = new IndexEntry(offset, timestampBefore, position);
        _count = count + 1;
        _nextPosition = position + IntervalBytes;
    }

    /// <summary>Where to start walking for the batch that holds <paramref name="offset"/>.</summary>
    public int PositionBeforeOffset(long offset)
    {
        var entries = Entries;
        int low = 0, high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Offset <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? 0 : entries[low - 1].Position;
    }

    /// <summary>The last known batch that begins before both; null when none is known.</summary>
    public IndexEntry? LastBefore(int position, long offset)
    {
        var entries = Entries;
        int low = 0, high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Position < position && entries[middle].Offset < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : entries[low - 1];
    }

    /// <summary>An offset no batch before <paramref name="position"/> reaches, as near as the index knows; null when it knows none.</summary>
    public long? OffsetAtOrBehind(int position)
    {
        var entries = Entries;
        int low = 0, high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Position < position)
                low = middle + 1;
            else
                high = middle;
        }
        return low == entries.Length ? null : entries[low].Offset;
    }

    /// <summary>Where to start walking for the first batch whose largest timestamp is at least <paramref name="timestampMs"/>.</summary>
    public int PositionBeforeTimestamp(long timestampMs)
    {
        var entries = Entries;
        int low = 0, high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].TimestampBefore < timestampMs)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? 0 : entries[low - 1].Position;
    }
}
