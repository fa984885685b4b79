namespace Fraud.Broker.Storage;

/// <summary>The readable extent of a partition at one instant; replaced as a whole, so that readers need no lock.</summary>
/// <param name="Segments">Files in offset order; never empty.</param>
/// <param name="StartOffset">First offset that may be read.</param>
/// <param name="EndOffset">Offset the next record will get. With one replica also the high watermark.</param>
/// <param name="StableOffset">First offset of the oldest open transaction, else the end: readers of committed records stop here.</param>
internal sealed record LogView(Segment[] Segments, long StartOffset, long EndOffset, long StableOffset)
{
    /// <summary>Where readers of committed records stop, given the first offset of the oldest open transaction: never before the start.</summary>
    public static long Stable(long start, long end, long? oldestOpen) => Math.Max(start, oldestOpen ?? end);

    public Segment Active => Segments[^1];

    public long LimitFor(bool committedOnly) => committedOnly ? StableOffset : EndOffset;

    /// <summary>Index of the segment that holds <paramref name="offset"/>, or of the first one when it lies before all.</summary>
    public int SegmentIndexOf(long offset)
    {
        int low = 0, high = Segments.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Segments[middle].BaseOffset <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        return Math.Max(low - 1, 0);
    }
}
