namespace Fraud.Broker.Storage;

/// <summary>Finds records by time, exactly to the record where its batch can be unpacked.</summary>
internal static class TimestampSearch
{
    /// <summary>The first record before <paramref name="limit"/> whose timestamp is at least <paramref name="timestampMs"/>.</summary>
    public static FoundOffset FirstAtOrAfter(LogView view, long timestampMs, long limit)
    {
        for (var i = view.SegmentIndexOf(view.StartOffset); i < view.Segments.Length; i++)
        {
            var segment = view.Segments[i];
            if (segment.MaxTimestamp < timestampMs)
                continue;
            using var scan = new SegmentScan(segment, segment.Index.PositionBeforeTimestamp(timestampMs), segment.Size);
            while (scan.MoveNext())
            {
                if (scan.Current.BaseOffset >= limit)
                    return FoundOffset.None;
                if (scan.Current.MaxTimestamp < timestampMs || scan.Current.LastOffset < view.StartOffset)
                    continue;
                var found = InBatch(scan.Current, timestampMs, view.StartOffset);
                if (found.Offset >= 0)
                    return found.Offset < limit ? found : FoundOffset.None;
            }
        }
        return FoundOffset.None;
    }

    /// <summary>The first record that has the largest timestamp of the log (KIP-734).</summary>
    public static FoundOffset Newest(LogView view)
    {
        var newest = view.Segments.MaxBy(segment => segment.MaxTimestamp)!;
        if (newest.Size == 0)
            return FoundOffset.None;
        return FirstAtOrAfter(view, newest.MaxTimestamp, view.EndOffset);
    }

    private static FoundOffset InBatch(RecordBatch batch, long timestampMs, long startOffset)
    {
        if (batch.HasLogAppendTime)
            return new FoundOffset(Math.Max(batch.BaseOffset, startOffset), batch.MaxTimestamp);
        foreach (var record in RecordReader.Read(batch))
            if (record.TimestampMs >= timestampMs && record.Offset >= startOffset)
                return new FoundOffset(record.Offset, record.TimestampMs);
        return FoundOffset.None;
    }
}
