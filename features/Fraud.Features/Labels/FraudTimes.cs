using System.Runtime.InteropServices;

namespace Fraud.Features.Labels;

/// <summary>The frauds of one entity, in order of their event times, with the time each became known.</summary>
internal sealed class FraudTimes
{
    private readonly List<KnownFraud> frauds = [];
    private long newestKnownMs = long.MinValue;

    public bool IsEmpty => frauds.Count == 0;

    public void Add(KnownFraud fraud)
    {
        frauds.Insert(CountBefore(fraud.TimeMs), fraud);
        newestKnownMs = Math.Max(newestKnownMs, fraud.KnownMs);
    }

    public void Remove(KnownFraud fraud) => frauds.Remove(fraud);

    /// <summary>Frauds of [from, to) that were known at a time.</summary>
    public int Count(long fromMs, long toMs, long asOfMs)
    {
        var first = CountBefore(fromMs);
        var end = CountBefore(toMs);
        if (newestKnownMs <= asOfMs) return end - first;
        var count = 0;
        foreach (ref readonly var fraud in CollectionsMarshal.AsSpan(frauds)[first..end])
        {
            if (fraud.KnownMs <= asOfMs) count++;
        }

        return count;
    }

    private int CountBefore(long timeMs)
    {
        var (low, high) = (0, frauds.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (frauds[middle].TimeMs < timeMs) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
