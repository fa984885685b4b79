using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.UnitTests.Broker;

/// <summary>Acknowledgements and readers wait for the disk, and share its flushes (<c>flush.messages=1</c> of Kafka's topic settings).</summary>
public sealed class FlushTests
{
    private static readonly LogOptions EveryBatch = new() { FlushEveryBatch = true, SegmentBytes = 2000 };

    [Fact]
    public async Task What_is_not_on_the_disk_is_neither_acknowledged_nor_read()
    {
        using var log = new LogFixture(EveryBatch);
        var first = log.Append(Batches.From(9, 0, 0, false, "a"));
        Assert.True(first.IsPending);
        Assert.Equal((0, 0), (log.Log.View.EndOffset, log.Log.View.StableOffset));
        Assert.Equal(new AppendResult(ErrorCode.None, 0, -1, IsPending: true), log.Append(Batches.From(9, 0, 0, false, "a")));
        await log.Log.FlushedAsync();
        Assert.Equal((1, 1), (log.Log.View.EndOffset, log.Log.View.StableOffset));
        Assert.Equal(new AppendResult(ErrorCode.None, 0, -1), log.Append(Batches.From(9, 0, 0, false, "a")));
    }

    [Fact]
    public async Task Files_that_fill_before_the_flush_are_flushed_with_it()
    {
        using var log = new LogFixture(EveryBatch);
        for (var i = 0; i < 50; i++)
            log.Append(Batches.Of(new string('x', 200)));
        Assert.True(log.Segments.Length > 3);
        Assert.Null(log.Log.ApplyRetention());
        await log.Log.FlushedAsync();
        Assert.Equal(50, log.Read().Count);
        log.Crash();
        Assert.Equal(50, log.Log.View.EndOffset);
    }

    [Fact]
    public async Task A_marker_waits_for_the_disk_with_all_before_it()
    {
        using var log = new LogFixture(EveryBatch);
        log.Append(Batches.From(1, 0, 0, true, "a"));
        await log.Log.FlushedAsync();
        Assert.Equal((1, 0), (log.Log.View.EndOffset, log.Log.View.StableOffset));
        log.Append(Batches.Of("b"));
        Assert.Equal(ErrorCode.None, log.Log.AppendMarker(1, 0, commit: true));
        Assert.Equal((3, 3), (log.Log.View.EndOffset, log.Log.View.StableOffset));
    }

    [Fact]
    public async Task A_log_that_closes_before_the_flush_acknowledges_nothing()
    {
        using var log = new LogFixture(EveryBatch);
        log.Append(Batches.Of("a"));
        log.Log.Abandon();
        await Assert.ThrowsAsync<IOException>(log.Log.FlushedAsync);
    }

    [Fact]
    public async Task Whoever_asks_while_a_flush_runs_shares_the_next_one()
    {
        var flushes = new GroupFlush();
        var (written, count) = (0L, 0);
        using var running = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        Task Ask() => flushes.AwaitAsync(Interlocked.Increment(ref written), () => Volatile.Read(ref written), () =>
        {
            begun.Release();
            Interlocked.Increment(ref count);
            running.Wait();
        });
        var first = Ask();
        await begun.WaitAsync();
        var others = Enumerable.Range(0, 20).Select(_ => Ask()).ToArray();
        Assert.DoesNotContain(others, other => other.IsCompleted);
        running.Release(2);
        await Task.WhenAll([first, .. others]).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task After_a_failed_flush_nothing_is_acknowledged()
    {
        var flushes = new GroupFlush();
        await Assert.ThrowsAsync<IOException>(() => flushes.AwaitAsync(1, () => 1, () => throw new IOException("refused")));
        await Assert.ThrowsAsync<IOException>(() => flushes.AwaitAsync(1, () => 1, () => { }));
        Assert.Throws<IOException>(flushes.ThrowIfFailed);
    }

    [Fact]
    public async Task A_file_removed_while_its_index_is_written_leaves_no_index()
    {
        using var folder = new TempFolder("sealing");
        using var segment = Segment.Open(folder.Path, 0);
        segment.Append(Batches.Of("a"));
        segment.Flush();
        var earlier = new TaskCompletionSource();
        var sealing = SegmentSealing.WriteAfter(earlier.Task, segment, SegmentSealing.Describe(segment, new ProducerStates()), NullLogger.Instance);
        segment.Delete();
        earlier.SetResult();
        await sealing;
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
