using Fraud.Features.Coding;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Fraud.UnitTests.Features.Distinct;

/// <summary>Distinct counts held against the last-seen time of every value. FsCheck prints the seed of a failing stream.</summary>
public class SeenSetProperties
{
    private const long StartMs = 1_767_225_600_000;
    private static readonly long[] LengthsMs = [Ladder.Hour, Ladder.Day, 7 * Ladder.Day, 30 * Ladder.Day];

    [Property(MaxTest = 100)]
    public void Fewer_values_than_the_capacity_are_counted_within_the_edge_precision(int seed, PositiveInt values)
    {
        var random = new Random(seed);
        var (set, lastSeen, newestMs) = Fill(random, 32, valueCount: Math.Min(values.Get, 31), eventCount: 400, gapMs: 3 * Ladder.Hour);
        var atMs = newestMs + random.NextInt64(Ladder.Hour);
        var counts = Read(set, atMs, newestMs);
        for (var i = 0; i < LengthsMs.Length; i++)
        {
            var fromMs = atMs - LengthsMs[i];
            var least = lastSeen.Values.Count(seen => seen >= fromMs);
            var most = lastSeen.Values.Count(seen => seen > fromMs - Ladder.Hour);
            Assert.InRange(counts[i], least, LengthsMs[i] <= Ladder.Day ? least : most);
        }
    }

    [Property(MaxTest = 15)]
    public void More_values_than_the_capacity_are_estimated(int seed)
    {
        const int Capacity = 64;
        var random = new Random(seed);
        var (set, lastSeen, newestMs) = Fill(random, Capacity, valueCount: 5000, eventCount: 20_000, gapMs: Ladder.Minute);
        var counts = Read(set, newestMs + 1, newestMs);
        for (var i = 0; i < LengthsMs.Length; i++)
        {
            var exact = lastSeen.Values.Count(seen => seen > newestMs - LengthsMs[i]);
            // Five standard errors, plus the precision of the edge.
            Assert.InRange(counts[i] / exact, 1 - (5 / Math.Sqrt(Capacity / 2.0)), 1 + (5 / Math.Sqrt(Capacity / 2.0)));
        }
    }

    [Fact]
    public void The_standard_error_of_an_estimate_is_about_one_by_the_root_of_the_capacity()
    {
        const int Capacity = 32;
        var errors = Enumerable.Range(1, 300).Select(seed =>
        {
            var (set, lastSeen, newestMs) = Fill(new Random(seed), Capacity, valueCount: 1000, eventCount: 1500, gapMs: Ladder.Second);
            return (Read(set, newestMs + 1, newestMs)[1] / lastSeen.Count) - 1;
        }).ToArray();

        Assert.InRange(errors.Average(), -0.06, 0.06);
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0.5 / Math.Sqrt(Capacity), 1.5 / Math.Sqrt(Capacity));
    }

    [Property(MaxTest = 40)]
    public void Parts_with_different_values_add_up(int seed)
    {
        var random = new Random(seed);
        var (one, _, newestMs) = Fill(random, 32, valueCount: 31, eventCount: 600, gapMs: Ladder.Hour, out var events);
        var sum = new SeenSet(Rule(32));
        foreach (var part in events.GroupBy(e => e.Value % 3))
        {
            var set = new SeenSet(Rule(32));
            var partNewestMs = long.MinValue;
            foreach (var (value, timeMs) in part) set.Add(value, timeMs, partNewestMs = Math.Max(partNewestMs, timeMs));
            sum.Add(set, newestMs);
        }

        Assert.Equal(one.Entries(newestMs).ToHashSet(), sum.Entries(newestMs).ToHashSet());
    }

    [Property(MaxTest = 40)]
    public void A_stored_set_goes_on_like_one_that_was_not(int seed, PositiveInt storeEvery)
    {
        var random = new Random(seed);
        var (kept, _, newestMs) = Fill(random, 8, valueCount: 60, eventCount: 500, gapMs: Ladder.Hour, out var events);
        var stored = new SeenSet(Rule(8));
        var storedNewestMs = long.MinValue;
        for (var i = 0; i < events.Count; i++)
        {
            stored.Add(events[i].Value, events[i].TimeMs, storedNewestMs = Math.Max(storedNewestMs, events[i].TimeMs));
            if (i % storeEvery.Get == 0) stored = Reloaded(stored, storedNewestMs);
        }

        Assert.Equal(kept.Entries(newestMs), stored.Entries(newestMs));
        Assert.Equal(kept.Entries(newestMs), Reloaded(kept, newestMs).Entries(newestMs));
    }

    [Fact]
    public void A_value_not_seen_for_ninety_days_is_forgotten()
    {
        var set = new SeenSet(Rule(8));
        set.Add(1, StartMs, StartMs);
        set.Add(2, StartMs + (89 * Ladder.Day), StartMs + (89 * Ladder.Day));
        Assert.True(set.Contains(1));

        set.Add(2, StartMs + (99 * Ladder.Day), StartMs + (99 * Ladder.Day));
        Assert.False(set.Contains(1));
        Assert.True(set.Contains(2));
    }

    private static SeenRule Rule(int capacity) => new(capacity, ValueBytes: 3, 90 * Ladder.Day, Ladder.Own);

    private static (SeenSet Set, Dictionary<uint, long> LastSeen, long NewestMs) Fill(
        Random random, int capacity, int valueCount, int eventCount, long gapMs) =>
        Fill(random, capacity, valueCount, eventCount, gapMs, out _);

    private static (SeenSet Set, Dictionary<uint, long> LastSeen, long NewestMs) Fill(
        Random random, int capacity, int valueCount, int eventCount, long gapMs, out List<(uint Value, long TimeMs)> events)
    {
        var names = Enumerable.Range(0, valueCount).Select(_ => (uint)random.Next(1 << 24)).ToArray();
        var set = new SeenSet(Rule(capacity));
        var lastSeen = new Dictionary<uint, long>();
        var newestMs = StartMs;
        var clockMs = StartMs;
        events = [];
        for (var i = 0; i < eventCount; i++)
        {
            clockMs += random.NextInt64(2 * gapMs);
            var timeMs = clockMs - (random.Next(5) == 0 ? random.NextInt64(Math.Min(gapMs, Ladder.Hour)) : 0);
            newestMs = Math.Max(newestMs, timeMs);
            var value = names[random.Next(valueCount)];
            events.Add((value, timeMs));
            set.Add(value, timeMs, newestMs);
            lastSeen[value] = Math.Max(timeMs, lastSeen.GetValueOrDefault(value, long.MinValue));
        }

        return (set, lastSeen, newestMs);
    }

    private static double[] Read(SeenSet set, long atMs, long newestMs)
    {
        var counts = new double[LengthsMs.Length];
        set.Read(LengthsMs, atMs, newestMs, counts);
        return counts;
    }

    private static SeenSet Reloaded(SeenSet set, long newestMs)
    {
        var writer = new BitWriter();
        set.Write(writer, newestMs, Known(newestMs));
        var reader = new BitReader(writer.Written);
        var reloaded = new SeenSet(set.Rule);
        reloaded.Read(ref reader, newestMs, Known(newestMs));
        Assert.True(reader.AtEnd);
        return reloaded;
    }

    /// <summary>Times some of which a set may share.</summary>
    private static KnownTimes Known(long newestMs)
    {
        var known = new KnownTimes();
        known.Restart(newestMs);
        for (var hour = 0; hour < 200; hour += 3) known.Add(newestMs - (hour * Ladder.Hour), Ladder.Hour);
        return known;
    }
}
