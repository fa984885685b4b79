using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Storage;

/// <summary>Writes the index file of a segment, after the segment itself is safely on the disk.</summary>
internal static class SegmentSealing
{
    /// <summary>Everything the index file will say, as of now.</summary>
    public static byte[] Describe(Segment segment, ProducerStates producers) =>
        new SegmentSummary(segment.Size, segment.EndOffset, segment.MaxTimestamp, segment.Index, segment.Aborted, [.. producers.All]).ToBytes();

    /// <summary>Opens the file that has taken a full one's place and writes an index for it. What was aborted, and who wrote, stays known.</summary>
    public static Segment Reopen(Segment former, IReadOnlyList<ProducerState> producers)
    {
        var segment = Segment.Open(Path.GetDirectoryName(former.Path)!, former.BaseOffset);
        using (var scan = new SegmentScan(segment, 0, segment.FileBytes))
            while (scan.MoveNext())
                segment.Observe(scan.Current);
        foreach (var aborted in former.Aborted)
            segment.AddAborted(aborted);
        segment.Flush();
        AtomicFile.Write(segment.IndexPath, new SegmentSummary(
            segment.Size, segment.EndOffset, segment.MaxTimestamp, segment.Index, segment.Aborted, producers).ToBytes());
        return segment;
    }

    public static void Write(Segment segment, byte[] summary)
    {
        segment.Flush();
        AtomicFile.Write(segment.IndexPath, summary);
    }

    /// <summary>The same for a segment that is full, once <paramref name="earlier"/> is done and without making the appender wait.</summary>
    public static Task WriteAfter(Task earlier, Segment segment, byte[] summary, ILogger logger) => earlier.ContinueWith(
        _ =>
        {
            try
            {
                Write(segment, summary);
                if (segment.IsDeleted)
                    File.Delete(segment.IndexPath);
                else
                    segment.ReleaseIndex();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or UnauthorizedAccessException)
            {
                logger.LogWarning(error, "No index file for {Segment}; it will be rebuilt at the next start", segment.Path);
            }
        },
        CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
