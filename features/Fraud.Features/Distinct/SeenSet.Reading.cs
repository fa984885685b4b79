namespace Fraud.Features.Distinct;

/// <content>How windows are counted.</content>
internal partial struct SeenSet
{
    /// <summary>
    /// Counts the distinct values seen since t − length, for all lengths at once. A payment out of order also counts values seen after it.
    /// </summary>
    /// <param name="lengthsMs">Lengths, ascending.</param>
    /// <param name="timeMs">The time t.</param>
    /// <param name="counts">Receives one number per length.</param>
    public readonly void Read(ReadOnlySpan<long> lengthsMs, long timeMs, Span<double> counts)
    {
        var sizes = ladder.SizesMs;
        var seen = Stamps;
        var window = 0;
        var edgeMs = timeMs - lengthsMs[0];
        for (var i = seen.Length - 1; i >= 0; i--)
        {
            var endMs = StartMs(seen[i]) + sizes[Level(seen[i])];
            while (endMs <= edgeMs)
            {
                counts[window++] = Estimate(seen.Length - 1 - i);
                if (window == lengthsMs.Length) return;
                edgeMs = timeMs - lengthsMs[window];
            }
        }

        counts[window..lengthsMs.Length].Fill(Estimate(seen.Length));
    }

    /// <summary>Distinct values among all that the newest entries stand for: those of the finest complete sample, scaled up.</summary>
    private readonly double Estimate(int newestCount)
    {
        if (newestCount < capacity) return newestCount;
        Span<int> samples = stackalloc int[SampleLevelMax + 1];
        samples.Clear();
        foreach (var value in Values[^newestCount..]) samples[SampleLevel(value)]++;
        var complete = newestCount;
        var level = 0;
        while (complete >= capacity && level < SampleLevelMax) complete -= samples[level++];
        return (double)complete * (1 << level);
    }
}
