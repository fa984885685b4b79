using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Broker;

public sealed class PartitionLogTests
{
    [Fact]
    public void Records_get_consecutive_offsets_and_are_read_from_any_of_them()
    {
        using var log = new LogFixture();
        Assert.Equal(0, log.Append(Batches.Of("a", "b", "c")).BaseOffset);
        Assert.Equal(3, log.Append(Batches.Of("d")).BaseOffset);
        Assert.Equal(4, log.Append(Batches.Of("e", "f")).BaseOffset);
        Assert.Equal([0L, 3, 4], log.Read().Select(batch => batch.BaseOffset));
        Assert.Equal([0L, 3, 4], log.Read(2).Select(batch => batch.BaseOffset));
        Assert.Equal([3L, 4], log.Read(3).Select(batch => batch.BaseOffset));
        Assert.Empty(log.Read(6));
    }

    [Fact]
    public void A_read_returns_whole_batches_within_its_budget_and_at_least_one()
    {
        using var log = new LogFixture();
        var batch = Batches.Of(new string('x', 1000));
        for (var i = 0; i < 20; i++)
            log.Append(batch);
        using var writer = new ProtocolWriter();
        var view = log.Log.View;
        log.Log.Reader.Copy(log.Log.Reader.Plan(view, 0, view.EndOffset, batch.Length * 3 + 10)!, view.EndOffset, true, writer);
        Assert.Equal(batch.Length * 3, writer.Length);
        writer.Reset();
        log.Log.Reader.Copy(log.Log.Reader.Plan(view, 7, view.EndOffset, 1)!, view.EndOffset, true, writer);
        Assert.Equal(batch.Length, writer.Length);
        writer.Reset();
        log.Log.Reader.Copy(log.Log.Reader.Plan(view, 7, view.EndOffset, 1)!, view.EndOffset, false, writer);
        Assert.Equal(0, writer.Length);
    }

    [Fact]
    public void What_is_sent_from_the_file_is_what_would_have_been_copied()
    {
        using var log = new LogFixture();
        var random = new Random(5);
        while (log.Log.View.EndOffset < 3000)
            log.Append(Batches.Of([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new string('x', random.Next(1, 2000)))]));
        var view = log.Log.View;
        var referred = 0;
        for (var round = 0; round < 300; round++)
        {
            var (offset, limit) = (random.Next(2500), random.Next(2500, 3000));
            var plan = log.Log.Reader.Plan(view, offset, limit, random.Next(60_000, 3_000_000))!;
            using var copy = new ProtocolWriter();
            log.Log.Reader.Copy(plan, limit, atLeastOne: false, copy);
            using var response = new ProtocolWriter();
            var bytes = log.Log.Reader.Refer(plan, limit, response);
            if (bytes == 0)
            {
                Assert.InRange(copy.Length, 0, 64 * 1024);
                continue;
            }
            referred++;
            var part = Assert.Single(response.Files);
            var sent = new byte[bytes];
            Assert.Equal(bytes, part.File.Read(sent, part.Position));
            Assert.Equal(copy.Written.ToArray(), sent);
        }
        Assert.InRange(referred, 100, 300);
    }

    [Fact]
    public async Task A_file_that_is_being_sent_stays_open_when_retention_removes_it()
    {
        using var log = new LogFixture(new LogOptions { SegmentBytes = 200_000 });
        for (var i = 0; i < 400; i++)
            log.Append(Batches.Of(new string('x', 1000)));
        using var response = new ProtocolWriter();
        var view = log.Log.View;
        var plan = log.Log.Reader.Plan(view, 0, view.EndOffset, 100_000)!;
        Assert.InRange(log.Log.Reader.Refer(plan, view.EndOffset, response), 64 * 1024, 100_000);
        // Its index is written in the background, after a flush that holds the file open, too.
        await Eventually.UntilAsync(() => File.Exists(plan.Segment.IndexPath));
        log.Log.AdvanceStart(view.EndOffset);
        Assert.False(File.Exists(plan.Segment.Path));
        Assert.Equal(1000, response.Files[0].File.Read(new byte[1000], 0));
        response.Reset();
        Assert.Throws<ObjectDisposedException>(() => plan.Segment.Read(new byte[1000], 0));
    }

    [Fact]
    public void A_full_file_is_followed_by_another_and_reading_goes_across()
    {
        using var log = new LogFixture(new LogOptions { SegmentBytes = 1000 });
        for (var i = 0; i < 50; i++)
            log.Append(Batches.Of($"value {i}"));
        Assert.True(log.Segments.Length > 3);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), log.Read().Select(batch => batch.BaseOffset));
        log.Crash();
        Assert.Equal(Enumerable.Range(17, 33).Select(i => (long)i), log.Read(17).Select(batch => batch.BaseOffset));
    }

    [Fact]
    public void After_a_clean_stop_nothing_is_read_again_and_after_a_crash_only_the_last_file()
    {
        using var log = new LogFixture();
        for (var i = 0; i < 100; i++)
            log.Append(Batches.Of($"value {i}"));
        log.Restart();
        Assert.Equal(0, log.Recovered.CheckedBytes);
        Assert.Equal(100, log.Log.View.EndOffset);
        var before = log.Log.Bytes;
        log.Append(Batches.Of("more"));
        log.Crash();
        Assert.Equal(log.Log.Bytes - before, log.Recovered.CheckedBytes);
        Assert.Equal(101, log.Read().Count);
    }

    [Fact]
    public void A_file_cut_at_any_byte_keeps_every_whole_batch_before_the_cut_and_nothing_else()
    {
        using var source = new LogFixture();
        var ends = new List<long> { 0 };
        for (var i = 0; i < 6; i++)
        {
            source.Append(Batches.Of($"value {i}", "second"));
            ends.Add(source.Log.Bytes);
        }
        var whole = File.ReadAllBytes(source.Segments[0]);
        for (var length = 0; length <= whole.Length; length++)
        {
            using var cut = new LogFixture();
            cut.Log.Abandon();
            File.WriteAllBytes(cut.Segments[0], whole[..length]);
            cut.Crash();
            var expected = ends.FindLastIndex(end => end <= length);
            Assert.Equal(expected, cut.Read().Count);
            Assert.Equal(length - ends[expected], cut.Recovered.CutBytes);
            Assert.Equal(expected * 2, cut.Append(Batches.Of("next")).BaseOffset);
            Assert.Equal(expected + 1, cut.Read().Count);
        }
    }

    [Fact]
    public void A_flipped_bit_cuts_the_log_before_the_damaged_batch()
    {
        using var log = new LogFixture();
        for (var i = 0; i < 5; i++)
            log.Append(Batches.Of("value"));
        var bytes = File.ReadAllBytes(log.Segments[0]);
        bytes[bytes.Length / 5 * 3 + 70] ^= 4;
        log.Log.Abandon();
        File.WriteAllBytes(log.Segments[0], bytes);
        log.Crash();
        Assert.Equal([0L, 1, 2], log.Read().Select(batch => batch.BaseOffset));
    }

    [Fact]
    public void A_lost_index_is_rebuilt_from_the_records()
    {
        using var log = new LogFixture(new LogOptions { SegmentBytes = 60_000 });
        for (var i = 0; i < 200; i++)
            log.Append(Batches.At(1000 + i, new string('x', 1000)));
        log.Restart();
        var index = Directory.GetFiles(log.Folder, "*.index");
        Assert.NotEmpty(index);
        log.Log.Close();
        foreach (var file in index)
            File.Delete(file);
        log.Restart();
        Assert.Equal(log.Log.Bytes, log.Recovered.CheckedBytes);
        Assert.Equal(200, log.Read().Count);
        Assert.Equal(new FoundOffset(150, 1150), TimestampSearch.FirstAtOrAfter(log.Log.View, 1150, 200));
    }

    [Fact]
    public void Records_are_found_by_time_exactly()
    {
        using var log = new LogFixture(new LogOptions { SegmentBytes = 40_000 });
        for (var i = 0; i < 100; i++)
            log.Append(Batches.Build(["x", new string('y', 1000), "z"], [1000 + i * 10, 1005 + i * 10, 1003 + i * 10]));
        FoundOffset Find(long timestamp) => TimestampSearch.FirstAtOrAfter(log.Log.View, timestamp, log.Log.View.EndOffset);
        Assert.Equal(new FoundOffset(0, 1000), Find(0));
        Assert.Equal(new FoundOffset(150, 1500), Find(1500));
        Assert.Equal(new FoundOffset(151, 1505), Find(1501));
        Assert.Equal(new FoundOffset(153, 1510), Find(1506));
        Assert.Equal(FoundOffset.None, Find(5000));
        Assert.Equal(new FoundOffset(298, 1995), TimestampSearch.Newest(log.Log.View));
    }

    [Fact]
    public void Retention_removes_whole_files_by_age_and_by_size()
    {
        using var log = new LogFixture(new LogOptions { SegmentBytes = 2000, RetentionMs = 5_000 });
        var now = log.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 100; i++)
            log.Append(Batches.At(now, new string('x', 100)));
        Assert.Null(log.Log.ApplyRetention());
        log.Clock.Advance(TimeSpan.FromSeconds(6));
        log.Append(Batches.At(now + 6000, "young"));
        Assert.NotNull(log.Log.ApplyRetention());
        Assert.Equal(100, log.Read().Last().BaseOffset + log.Log.View.EndOffset - 101);
        Assert.True(log.Log.View.StartOffset > 80);
        log.Options = log.Options with { RetentionMs = -1, RetentionBytes = 1 };
        for (var i = 0; i < 30; i++)
            log.Append(Batches.At(now + 6000, new string('x', 100)));
        log.Log.ApplyRetention();
        Assert.Single(log.Segments);
        log.Crash();
        Assert.Equal(131, log.Log.View.EndOffset);
    }

    [Fact]
    public void Deleting_records_moves_the_start_and_never_past_the_end()
    {
        using var log = new LogFixture();
        for (var i = 0; i < 10; i++)
            log.Append(Batches.Of("value"));
        Assert.Equal(4, log.Log.AdvanceStart(4));
        Assert.Equal(4, log.Log.AdvanceStart(2));
        Assert.Equal(10, log.Log.AdvanceStart(99));
    }
}
