using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Xunit;

namespace Fraud.UnitTests.Broker;

/// <summary>cleanup.policy=compact: the newest record of each key stays, at its offset.</summary>
public sealed class CompactionTests : IDisposable
{
    private static readonly LogOptions Options = new() { SegmentBytes = 400, Compact = true, Delete = false, DirtyRatioMin = 0, TombstoneMs = 1000 };
    private readonly LogFixture _log = new(Options);

    [Fact]
    public void Only_the_newest_record_of_each_key_remains_and_survives_restarts()
    {
        for (var i = 0; i < 60; i++)
            Put($"k{i % 4}", $"v{i}");
        var activeStart = _log.Log.View.Active.BaseOffset;
        _log.Log.Compaction.RunIfDirty();
        foreach (var reopen in new Action[] { () => { }, _log.Crash, _log.Restart })
        {
            reopen();
            var kept = Records();
            Assert.Equal(60, _log.Log.View.EndOffset);
            Assert.Equal(4, kept.Where(record => record.Offset < activeStart).Select(record => record.Key).Distinct().Count());
            Assert.Equal(4, kept.Count(record => record.Offset < activeStart));
            Assert.All(kept, record => Assert.Equal($"k{record.Offset % 4}", record.Key));
            Assert.Equal(kept.Select(record => record.Offset).Order(), kept.Select(record => record.Offset));
        }
        Assert.Equal(60, Put("k0", "next"));
    }

    [Fact]
    public void A_batch_loses_single_records_and_stays_intact()
    {
        _log.Append(Batches.Build(["1", "2", "3"], [1000], keys: ["a", "b", "c"]));
        Put("b", "newer");
        Fill();
        _log.Log.Compaction.RunIfDirty();
        Assert.Equal([(0L, "a"), (2, "c"), (3, "b")], Records().Take(3));
        _log.Crash();
        Assert.Equal(0, _log.Recovered.CutBytes);
    }

    [Fact]
    public void A_tombstone_removes_its_key_and_goes_itself_once_it_is_old()
    {
        var now = _log.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Put("gone", "x", now);
        Put("gone", null, now);
        Fill(now);
        _log.Log.Compaction.RunIfDirty();
        Assert.Equal([1L], Records().Where(record => record.Key == "gone").Select(record => record.Offset));
        _log.Clock.Advance(TimeSpan.FromSeconds(2));
        Fill(now);
        _log.Log.Compaction.RunIfDirty();
        Assert.DoesNotContain(Records(), record => record.Key == "gone");
    }

    [Fact]
    public void Aborted_records_neither_remain_nor_supersede_and_open_ones_are_left_alone()
    {
        Put("a", "kept");
        _log.Append(Batches.Build(["aborted"], [1000], 5, 0, 0, true, ["a"]));
        _log.Log.AppendMarker(5, 0, commit: false);
        Fill();
        _log.Log.Compaction.RunIfDirty();
        Assert.Equal([0L], Records().Where(record => record.Key == "a").Select(record => record.Offset));
        _log.Append(Batches.Build(["open"], [1000], 5, 0, 1, true, ["open"]));
        var open = _log.Log.View.StableOffset;
        Fill();
        _log.Log.Compaction.RunIfDirty();
        Assert.Contains(Records(), record => record.Offset == open && record.Key == "open");
    }

    [Fact]
    public void Records_without_a_key_are_refused()
    {
        Assert.Equal(ErrorCode.InvalidRecord, BatchValidator.Check(Batches.Of("x"), 10_000, keysRequired: true));
        Assert.Equal(ErrorCode.None, BatchValidator.Check(Batches.Build(["x"], [1], keys: ["k"]), 10_000, keysRequired: true));
    }

    [Fact]
    public void A_file_whose_records_are_ahead_of_the_clock_gets_old_after_a_restart_too()
    {
        _log.Append(Batches.At(_log.Clock.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds(), "ahead"));
        _log.Restart();
        _log.Clock.Advance(TimeSpan.FromMilliseconds(Options.SegmentMs + 1));
        _log.Log.RollIfOld();
        Assert.Equal(2, _log.Segments.Length);
    }

    public void Dispose() => _log.Dispose();

    private long Put(string key, string? value, long timestamp = 1000) =>
        _log.Append(Batches.Build([value!], [timestamp], keys: [key])).BaseOffset;

    /// <summary>Enough to push what came before out of the active file.</summary>
    private void Fill(long timestamp = 1000)
    {
        for (var i = 0; i < 12; i++)
            Put("filler", $"{i}", timestamp);
    }

    private List<(long Offset, string Key)> Records()
    {
        var records = new List<(long, string)>();
        var view = _log.Log.View;
        foreach (var segment in view.Segments)
        {
            using var scan = new SegmentScan(segment, 0, segment.Size);
            while (scan.MoveNext())
                if (!scan.Current.IsControl)
                    records.AddRange(RecordReader.Read(scan.Current).Select(record => (record.Offset, System.Text.Encoding.UTF8.GetString(record.Key!.Value.Span))));
        }
        return records;
    }
}
