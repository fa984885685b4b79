using Fraud.Features.Distinct;

namespace Fraud.Features.Windows;

/// <summary>
/// Times at which the entity is known to have had events, newest first and as sets of distinct values count them: what was seen last at one of
/// them is stored as a few bits. Reused from state to state.
/// </summary>
internal sealed class KnownTimes
{
    private long[] times = new long[128];
    private long[] merged = new long[128];
    private long newestMs;

    public int Count { get; private set; }

    public long this[int index] => times[index];

    public void Restart(long entityNewestMs) => (newestMs, Count) = (entityNewestMs, 0);

    /// <summary>Adds a cell that begins at a time, not after those before; too wide a one tells no time.</summary>
    public void Add(long startMs, long sizeMs)
    {
        if (sizeMs > Ladder.Hour) return;
        var timeMs = SeenRule.Rounded(startMs, newestMs);
        if (Count > 0 && times[Count - 1] <= timeMs) return;
        if (Count == times.Length) Array.Resize(ref times, Count * 2);
        times[Count++] = timeMs;
    }

    /// <summary>Adds the times of a set, oldest first.</summary>
    public void Add(ReadOnlySpan<long> oldestFirst)
    {
        if (merged.Length < Count + oldestFirst.Length) merged = new long[2 * (Count + oldestFirst.Length)];
        var (mine, theirs, into) = (0, oldestFirst.Length - 1, 0);
        while (mine < Count || theirs >= 0)
        {
            var other = theirs >= 0 ? SeenRule.Rounded(oldestFirst[theirs], newestMs) : long.MinValue;
            var next = mine < Count ? Math.Max(times[mine], other) : other;
            while (mine < Count && times[mine] == next) mine++;
            while (theirs >= 0 && SeenRule.Rounded(oldestFirst[theirs], newestMs) == next) theirs--;
            merged[into++] = next;
        }

        (times, merged) = (merged, times);
        Count = into;
    }
}
