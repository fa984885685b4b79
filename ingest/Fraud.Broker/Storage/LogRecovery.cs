using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Storage;

/// <summary>
/// Opens the files of a partition. What an index file vouches for is taken over; the rest is read batch by batch with its checksum, and
/// everything from the first bad batch on is cut, because what follows a torn write was never acknowledged in order.
/// </summary>
internal static class LogRecovery
{
    /// <param name="folder">The partition's folder; created when missing.</param>
    /// <param name="startOffset">Log start recorded by delete-records; the first file's offset counts when it is larger.</param>
    /// <param name="logger">Told what was cut.</param>
    public static RecoveredLog Open(string folder, long startOffset, ILogger logger)
    {
        Directory.CreateDirectory(folder);
        var bases = Directory.EnumerateFiles(folder, "*.log")
            .Select(path => long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).Order().ToList();
        if (bases.Count == 0)
            return new RecoveredLog([Segment.Open(folder, startOffset)], new ProducerStates(), startOffset, 0, 0);
        var segments = new List<Segment>();
        var producers = new ProducerStates();
        long cut = 0, read = 0;
        foreach (var baseOffset in bases)
        {
            var segment = Segment.Open(folder, baseOffset);
            if (cut > 0 || segments.Count > 0 && segments[^1].EndOffset > baseOffset)
            {
                cut += segment.FileBytes;
                segment.Delete();
                continue;
            }
            segments.Add(segment);
            RestoreSummary(segment, producers);
            read += segment.FileBytes - segment.Size;
            cut += CheckRest(segment, producers, logger);
        }
        foreach (var segment in segments.SkipLast(1).Where(segment => segment.FlushedBytes == segment.Size))
            segment.ReleaseIndex();
        return new RecoveredLog([.. segments], producers, Math.Max(startOffset, segments[0].BaseOffset), cut, read);
    }

    private static void RestoreSummary(Segment segment, ProducerStates producers)
    {
        if (SegmentSummary.TryLoad(segment.IndexPath) is not { } summary || summary.LogBytes > segment.FileBytes)
            return;
        segment.Restore(summary);
        producers.Clear();
        foreach (var producer in summary.Producers)
            producers.Restore(producer);
    }

    private static long CheckRest(Segment segment, ProducerStates producers, ILogger logger)
    {
        var fileBytes = segment.FileBytes;
        using var scan = new SegmentScan(segment, segment.Size, fileBytes);
        while (scan.MoveNext() && IsNext(scan.Current, segment))
        {
            if (producers.Observe(scan.Current) is { } aborted)
                segment.AddAborted(aborted);
            segment.Observe(scan.Current);
        }
        var cut = fileBytes - segment.Size;
        if (cut == 0)
            return 0;
        logger.LogWarning("Cut {Bytes} bytes that are no whole batch from the end of {Segment}; it ends at offset {Offset}",
            cut, segment.Path, segment.EndOffset);
        segment.Truncate(segment.Size);
        return cut;
    }

    private static bool IsNext(RecordBatch batch, Segment segment) =>
        batch.Magic == 2 && batch.BaseOffset >= segment.EndOffset && batch.LastOffsetDelta >= 0 && batch.IsIntact();
}
