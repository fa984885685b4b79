using System.Numerics;

namespace Fraud.Features.Distinct;

/// <content>
/// Beyond the capacity: an estimate whose standard error is about 1/√capacity, by the sliding-window sample of Gibbons and Tirthapura, "Distributed
/// Streams Algorithms for Sliding Windows" (SPAA 2002). Of the values whose hash ends in at least z zero bits the newest <c>capacity</c> are kept,
/// for every z, so that any window is covered at some z. Others may stand among them for a while: no answer depends on them.
/// </content>
internal partial struct SeenSet
{
    private const int SampleLevelMax = 15;

    /// <summary>Entries that may come before those that no sample needs are dropped.</summary>
    private const int ThinSlack = 16;

    private static int SampleLevel(uint value) => Math.Min(SampleLevelMax, BitOperations.TrailingZeroCount(value));

    /// <summary>Whether fewer than <c>capacity</c> values of its own sample are newer.</summary>
    private readonly bool IsSampled(int index)
    {
        var values = Values;
        var level = SampleLevel(values[index]);
        var newer = 0;
        foreach (var value in values[(index + 1)..])
        {
            if (SampleLevel(value) >= level) newer++;
        }

        return newer < rule.Capacity;
    }

    /// <summary>Distinct values among all that the newest entries stand for: those of the finest complete sample, scaled up.</summary>
    private readonly double Estimate(int newestCount, int capacity)
    {
        if (newestCount < capacity) return newestCount;
        Span<int> samples = stackalloc int[SampleLevelMax + 1];
        samples.Clear();
        foreach (var value in Values[^newestCount..]) samples[SampleLevel(value)]++;
        var complete = newestCount;
        var level = 0;
        while (complete >= capacity && level < SampleLevelMax) complete -= samples[level++];
        return (double)Math.Min(complete, capacity) * (1 << level);
    }

    /// <summary>Drops every value that has <c>capacity</c> newer ones in its own sample.</summary>
    private void Thin()
    {
        if (count > rule.Capacity) DropUnsampled();
        thinAt = Math.Max(count, rule.Capacity) + ThinSlack;
    }

    private void DropUnsampled()
    {
        Span<int> newer = stackalloc int[SampleLevelMax + 1];
        newer.Clear();
        var values = Values;
        var times = Times;
        var kept = count;
        for (var i = count - 1; i >= 0; i--)
        {
            var level = SampleLevel(values[i]);
            if (newer[level] >= rule.Capacity) continue;
            for (var z = 0; z <= level; z++) newer[z]++;
            kept--;
            values[kept] = values[i];
            times[kept] = times[i];
        }

        if (kept == 0) return;
        values[kept..].CopyTo(values);
        times[kept..].CopyTo(times);
        count -= kept;
        FindDue();
    }
}
