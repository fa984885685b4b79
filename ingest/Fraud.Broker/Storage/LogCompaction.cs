using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Storage;

/// <summary>
/// Rewrites the full files of a log so that only the newest record of each key remains (cleanup.policy=compact). Records of aborted
/// transactions go as well; tombstones go once they are old enough for every reader to have seen them. The active file, and whatever lies
/// at or behind the first open transaction, is left alone.
/// </summary>
internal sealed class LogCompaction(PartitionLog log, TimeProvider clock, ILogger logger)
{
    /// <summary>Most keys told apart in one run: about 50 bytes of memory each.</summary>
    private const int KeysMax = 2_000_000;

    private long _cleanBefore;

    /// <summary>Compacts when enough of the log is new since the last run.</summary>
    public void RunIfDirty()
    {
        var view = log.View;
        var full = view.Segments.SkipLast(1).Where(segment => segment.EndOffset <= view.StableOffset).ToList();
        var total = full.Sum(segment => (long)segment.Size);
        var dirty = full.Where(segment => segment.BaseOffset >= _cleanBefore).Sum(segment => (long)segment.Size);
        if (dirty == 0 || dirty < total * log.Options.DirtyRatioMin)
            return;
        var newest = FindNewest(view, full, out var mapped);
        foreach (var segment in full.Where(segment => segment.BaseOffset < mapped))
            Rewrite(view, segment, newest);
        _cleanBefore = mapped;
    }

    private static NewestOffsets FindNewest(LogView view, List<Segment> full, out long mapped)
    {
        var newest = new NewestOffsets(KeysMax);
        mapped = full[0].BaseOffset;
        foreach (var segment in full)
        {
            if (newest.IsFull)
                break;
            using var scan = new SegmentScan(segment, 0, segment.Size);
            while (scan.MoveNext())
            {
                if (scan.Current.IsControl || IsAborted(view, scan.Current))
                    continue;
                foreach (var record in RecordReader.Read(scan.Current))
                    if (record.Key is { } key)
                        newest.Add(key.Span, record.Offset);
            }
            mapped = segment.EndOffset;
        }
        return newest;
    }

    private void Rewrite(LogView view, Segment segment, NewestOffsets newest)
    {
        var tombstonesOldBefore = clock.GetUtcNow().ToUnixTimeMilliseconds() - log.Options.TombstoneMs;
        var dropTombstones = segment.MaxTimestamp < tombstonesOldBefore;
        bool Kept(StoredRecord record) => record.Key is { } key
            && !newest.IsSuperseded(key.Span, record.Offset)
            && (record.HasValue || !dropTombstones);
        var path = segment.Path + ".compacted";
        var before = segment.Size;
        var after = 0L;
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            using var scan = new SegmentScan(segment, 0, segment.Size);
            while (scan.MoveNext())
            {
                if (!scan.Current.IsControl && IsAborted(view, scan.Current))
                    continue;
                var kept = scan.Current.IsControl ? scan.Bytes.ToArray() : BatchFilter.Keep(scan.Bytes.ToArray(), Kept);
                if (kept is not { } batch)
                    continue;
                RandomAccess.Write(file, batch.Span, after);
                after += batch.Length;
            }
            RandomAccess.FlushToDisk(file);
        }
        if (after == before)
        {
            File.Delete(path);
            return;
        }
        log.Replace(segment, path);
        logger.LogInformation("Compacted {Segment} from {Before} to {After} bytes", segment.Path, before, after);
    }

    private static bool IsAborted(LogView view, RecordBatch batch)
    {
        if (!batch.IsTransactional)
            return false;
        foreach (var aborted in AbortedTransactions.Between(view, batch.BaseOffset, batch.NextOffset))
            if (aborted.ProducerId == batch.ProducerId && aborted.FirstOffset <= batch.BaseOffset && batch.BaseOffset < aborted.MarkerOffset)
                return true;
        return false;
    }
}
