using Fraud.Features.Coding;
using Fraud.Features.Windows;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Fraud.UnitTests.Features.Windows;

/// <summary>Windows held against every event kept. FsCheck prints the seed of a failing stream.</summary>
public class PaneSeriesProperties
{
    private static readonly long[] LengthsMs =
    [
        Ladder.Minute, 10 * Ladder.Minute, Ladder.Hour, 5 * Ladder.Hour, Ladder.Day, 3 * Ladder.Day, 7 * Ladder.Day, 30 * Ladder.Day, 89 * Ladder.Day,
    ];

    [Property(MaxTest = 100)]
    public void Few_payments_within_a_day_are_counted_exactly(int seed, PositiveInt count)
    {
        var few = Math.Min(count.Get, Ladder.Own.ExactCountMax);
        var (series, naive) = Fill(Ladder.Own, RandomEvents.Of(seed, few, 10 * Ladder.Minute));
        foreach (var atMs in new[] { naive.NewestMs, naive.NewestMs + 1, naive.NewestMs + (20 * Ladder.Minute), naive.NewestMs - (20 * Ladder.Minute) })
        {
            var totals = Read(series, atMs);
            for (var i = 0; LengthsMs[i] <= Ladder.Day; i++)
            {
                var exact = naive.Between(atMs - LengthsMs[i], atMs);
                Assert.Equal((exact.Count, exact.Sum, exact.Min, exact.Max), (totals[i].Count, totals[i].Sum, totals[i].Min, totals[i].Max));
                Assert.Equal(exact.StandardDeviation, totals[i].StandardDeviation, 1e-6);
            }
        }
    }

    [Property(MaxTest = 40)]
    public void A_window_holds_all_of_its_payments_and_none_beyond_the_stated_precision(int seed, bool shared, PositiveInt gapMinutes)
    {
        var ladder = shared ? Ladder.Shared : Ladder.Own;
        var (series, naive) = Fill(ladder, RandomEvents.Of(seed, 1500, gapMinutes.Get % 200 * Ladder.Minute / 2));
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            var atMs = naive.NewestMs + random.NextInt64(-Ladder.Hour, Ladder.Hour);
            var behindMs = Math.Max(0, naive.NewestMs - atMs);
            var totals = Read(series, atMs);
            for (var i = 0; i < LengthsMs.Length; i++)
            {
                var edgeMs = ladder.PrecisionMs(LengthsMs[i] + behindMs);
                var newEdgeMs = behindMs == 0 ? 0 : ladder.PrecisionMs(behindMs);
                var least = naive.Between(atMs - LengthsMs[i], atMs);
                var most = naive.Between(atMs - LengthsMs[i] - edgeMs, atMs + newEdgeMs);
                Assert.InRange(totals[i].Count, least.Count, most.Count);
                Assert.InRange(totals[i].Sum, least.Sum, most.Sum);
                Assert.InRange(totals[i].Max, least.Max, most.Max);
                Assert.InRange(totals[i].Min, most.Min, least.Min);
            }
        }
    }

    [Property(MaxTest = 40)]
    public void The_spread_stays_within_one_percent_when_nothing_is_cut(int seed, PositiveInt gapMinutes)
    {
        var (series, naive) = Fill(Ladder.Own, RandomEvents.Of(seed, 500, gapMinutes.Get % 200 * Ladder.Minute));
        var atMs = naive.NewestMs + 1;
        var whole = Read(series, atMs)[^1];
        var first = naive.All.Min(e => e.TimeMs);
        if (first < atMs - (89 * Ladder.Day)) return;

        var exact = naive.Between(first, atMs);
        Assert.Equal(exact.Count, whole.Count);
        Assert.InRange(whole.StandardDeviation / exact.StandardDeviation, 0.99, 1.01);
    }

    [Property(MaxTest = 40)]
    public void The_order_of_arrival_leaves_no_trace(int seed, bool shared)
    {
        var ladder = shared ? Ladder.Shared : Ladder.Own;
        var events = RandomEvents.Of(seed, 600, 2 * Ladder.Hour).DistinctBy(e => e.TimeMs).ToArray();
        var (inOrder, _) = Fill(ladder, events);
        new Random(seed).Shuffle(events);
        var (shuffled, _) = Fill(ladder, events);

        Assert.Equal(Whole(inOrder), Whole(shuffled));
    }

    [Property(MaxTest = 40)]
    public void Parts_add_up_to_what_one_part_would_hold(int seed)
    {
        var events = RandomEvents.Of(seed, 600, 2 * Ladder.Hour).DistinctBy(e => e.TimeMs).ToArray();
        var (one, naive) = Fill(Ladder.Shared, events);
        var random = new Random(seed);
        var sum = new PaneSeries(Ladder.Shared);
        foreach (var part in events.GroupBy(_ => random.Next(3))) sum.Add(Fill(Ladder.Shared, part).Series, naive.NewestMs);

        Assert.Equal(Whole(one), Whole(sum));
    }

    [Property(MaxTest = 40)]
    public void A_stored_series_goes_on_like_one_that_was_not(int seed, bool shared, PositiveInt storeEvery)
    {
        var ladder = shared ? Ladder.Shared : Ladder.Own;
        var events = RandomEvents.Of(seed, 800, 3 * Ladder.Hour).ToArray();
        var kept = new PaneSeries(ladder);
        var stored = new PaneSeries(ladder);
        var newestMs = long.MinValue;
        for (var i = 0; i < events.Length; i++)
        {
            newestMs = Math.Max(newestMs, events[i].TimeMs);
            kept.Add(events[i].TimeMs, events[i].Amount, newestMs);
            stored.Add(events[i].TimeMs, events[i].Amount, newestMs);
            if (i % storeEvery.Get == 0) stored = Reloaded(stored, ladder, newestMs);
        }

        Assert.Equal(Bytes(kept, newestMs), Bytes(stored, newestMs));
        Assert.Equal(kept.Panes.ToArray(), stored.Panes.ToArray());
    }

    [Fact]
    public void Amounts_beyond_exact_squares_survive_the_store()
    {
        var series = new PaneSeries(Ladder.Own);
        var timeMs = RandomEvents.StartMs;
        foreach (var amount in new[] { long.MaxValue, 123_456_789_012, 1, 98_765_432_109_876, 5, 7 })
            series.Add(timeMs -= Ladder.Hour, amount, RandomEvents.StartMs + (30 * Ladder.Day));

        var reloaded = Reloaded(series, Ladder.Own, RandomEvents.StartMs + (30 * Ladder.Day));

        Assert.Equal(series.Panes.ToArray(), reloaded.Panes.ToArray());
        Assert.Equal(Pane.AmountMax, reloaded.Panes.ToArray().Max(pane => pane.Max));
    }

    private static (PaneSeries Series, NaiveEvents Naive) Fill(Ladder ladder, IEnumerable<(long TimeMs, long Amount)> events)
    {
        var series = new PaneSeries(ladder);
        var naive = new NaiveEvents();
        foreach (var (timeMs, amount) in events)
        {
            naive.Add(timeMs, amount);
            series.Add(timeMs, amount, naive.NewestMs);
        }

        return (series, naive);
    }

    private static WindowTotals[] Read(PaneSeries series, long atMs)
    {
        var totals = new WindowTotals[LengthsMs.Length];
        series.Read(LengthsMs, atMs, totals);
        return totals;
    }

    /// <summary>All that does not depend on the order in which spreads were rounded.</summary>
    private static (long StartMs, int Level, int Count, long Sum, long Min, long Max)[] Whole(PaneSeries series) =>
        [.. series.Panes.ToArray().Select(pane => (pane.StartMs, (int)pane.Level, pane.Count, pane.Sum, pane.Min, pane.Max))];

    private static PaneSeries Reloaded(PaneSeries series, Ladder ladder, long newestMs)
    {
        var reader = new BitReader(Bytes(series, newestMs));
        var reloaded = new PaneSeries(ladder);
        reloaded.Read(ref reader, newestMs, new KnownTimes());
        Assert.True(reader.AtEnd);
        return reloaded;
    }

    private static byte[] Bytes(PaneSeries series, long newestMs)
    {
        var writer = new BitWriter();
        series.Write(writer, newestMs, new KnownTimes());
        return writer.Written.ToArray();
    }
}
