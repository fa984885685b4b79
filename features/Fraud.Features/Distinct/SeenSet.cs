using System.Numerics;
using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <summary>
/// The distinct values of one entity with the time each was seen last, oldest first. Exact while fewer than <c>capacity</c> values fall into
/// the window asked for; above that an estimate whose standard error is about 1/√capacity. It is the sliding-window sample of Gibbons and
/// Tirthapura, "Distributed Streams Algorithms for Sliding Windows" (SPAA 2002): of the values whose hash ends in at least z zero bits the
/// newest <c>capacity</c> are kept, for every z, so that any window is covered at some z.
/// </summary>
internal sealed partial class SeenSet(Ladder ladder, int capacity, int valueBytes)
{
    /// <summary>Width of a value in a set of a few: one value in 8000 is taken for one of eight others.</summary>
    public const int FewValueBytes = 2;

    /// <summary>Width of a value in other sets: one value in half a million is taken for one of 32 others.</summary>
    public const int ManyValueBytes = 3;

    private const int SampleLevelMax = 15;

    private Seen[] entries = [];
    private int count;
    private long dueMs = long.MaxValue;

    /// <summary>Values any window may hold and still be counted exactly, plus one.</summary>
    public int Capacity => capacity;

    public ReadOnlySpan<Seen> Entries => entries.AsSpan(0, count);

    /// <summary>Whether a value is remembered, by its hash.</summary>
    public bool Contains(uint hash) => IndexOf(ValueOf(hash)) >= 0;

    /// <summary>Notes that a value was seen.</summary>
    /// <param name="hash">The value's hash.</param>
    /// <param name="timeMs">Event time.</param>
    /// <param name="newestMs">The entity's newest event time, this event included.</param>
    public void Add(uint hash, long timeMs, long newestMs)
    {
        MoveTo(newestMs);
        Insert(new Seen { Value = ValueOf(hash), StartMs = timeMs }, newestMs);
    }

    /// <summary>Adds all of another part of the same entity.</summary>
    public void Add(SeenSet other, long newestMs)
    {
        MoveTo(newestMs);
        foreach (var seen in other.Entries) Insert(seen, newestMs);
    }

    /// <summary>
    /// Counts the distinct values seen since t − length, for all lengths at once. A payment out of order also counts values seen after it.
    /// </summary>
    /// <param name="lengthsMs">Lengths, ascending.</param>
    /// <param name="timeMs">The time t.</param>
    /// <param name="counts">Receives one number per length.</param>
    public void Read(ReadOnlySpan<long> lengthsMs, long timeMs, Span<double> counts)
    {
        var newest = count - 1;
        var window = 0;
        for (var i = newest; i >= 0; i--)
        {
            var endMs = entries[i].StartMs + ladder.SizeMs(entries[i].Level);
            while (endMs <= timeMs - lengthsMs[window])
            {
                counts[window++] = Estimate(newest - i);
                if (window == lengthsMs.Length) return;
            }
        }

        counts[window..lengthsMs.Length].Fill(Estimate(count));
    }

    /// <summary>Distinct values among all that the newest entries stand for: those of the finest complete sample, scaled up.</summary>
    private double Estimate(int newestCount)
    {
        if (newestCount < capacity) return newestCount;
        Span<int> samples = stackalloc int[SampleLevelMax + 1];
        samples.Clear();
        foreach (ref readonly var seen in entries.AsSpan(count - newestCount, newestCount)) samples[SampleLevel(seen.Value)]++;
        var complete = newestCount;
        var level = 0;
        while (complete >= capacity && level < SampleLevelMax) complete -= samples[level++];
        return (double)complete * (1 << level);
    }

    private uint ValueOf(uint hash) => hash & ((1u << (8 * valueBytes)) - 1);

    private static int SampleLevel(uint value) => Math.Min(SampleLevelMax, BitOperations.TrailingZeroCount(value));

    private int IndexOf(uint value)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (entries[i].Value == value) return i;
        }

        return -1;
    }

    private void Insert(Seen seen, long newestMs)
    {
        var known = IndexOf(seen.Value);
        if (known >= 0)
        {
            if (entries[known].StartMs >= seen.StartMs) return;
            if (--count > known) Array.Copy(entries, known + 1, entries, known, count - known);
        }

        if (newestMs >= ladder.ForgottenAtMs(seen.Level, seen.StartMs)) return;
        Place(ref seen, ladder.Climb(seen.Level, seen.StartMs, newestMs));
        Put(PositionFor(in seen), in seen);
        dueMs = Math.Min(dueMs, ladder.LeavesAtMs(seen.Level, seen.StartMs));
        if (count > capacity && known < 0) Thin();
    }

    /// <summary>Sorted by time, then value, so that the order of arrival leaves no trace.</summary>
    private int PositionFor(in Seen seen)
    {
        var position = count;
        while (position > 0 && (entries[position - 1].StartMs > seen.StartMs ||
            (entries[position - 1].StartMs == seen.StartMs && entries[position - 1].Value > seen.Value)))
        {
            position--;
        }

        return position;
    }

    private void Put(int position, in Seen seen)
    {
        if (count == entries.Length) Array.Resize(ref entries, Math.Max(2, count + (count / 2)));
        if (position < count) Array.Copy(entries, position, entries, position + 1, count - position);
        entries[position] = seen;
        count++;
    }

    /// <summary>Drops every value that has <c>capacity</c> newer ones in its own sample.</summary>
    private void Thin()
    {
        Span<int> newer = stackalloc int[SampleLevelMax + 1];
        newer.Clear();
        var kept = count;
        for (var i = count - 1; i >= 0; i--)
        {
            var level = SampleLevel(entries[i].Value);
            if (newer[level] >= capacity) continue;
            for (var z = 0; z <= level; z++) newer[z]++;
            entries[--kept] = entries[i];
        }

        Array.Copy(entries, kept, entries, 0, count - kept);
        count -= kept;
    }
}
