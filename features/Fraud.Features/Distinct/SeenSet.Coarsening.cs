using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <content>How last-seen times lose resolution and values are forgotten as the entity's newest event time moves on.</content>
internal partial struct SeenSet
{
    private const int LevelBits = 4;
    private const long LevelMask = (1 << LevelBits) - 1;

    /// <summary>
    /// Brings the resolution up to the entity's newest event time. Due at every event of the entity, whether it adds something here or not: only
    /// then is the content a function of the events, and parts add up to the same sum whenever they are added.
    /// </summary>
    public void MoveTo(long newestMs)
    {
        if (newestMs >= dueMs) Coarsen(newestMs);
    }

    /// <summary>Older values stand on higher levels, and within a run of one level the oldest leaves first: only the front of each run is looked at.</summary>
    private void Coarsen(long newestMs)
    {
        var all = count;
        var values = valueSlice.Span;
        var stamps = stampSlice.Span;
        count = 0;
        dueMs = long.MaxValue;
        for (var i = 0; i < all;)
        {
            var level = Level(stamps[i]);
            var startMs = StartMs(stamps[i]);
            var levelBefore = level;
            var leavesAtMs = ladder.Rise(ref level, ref startMs, newestMs);
            if (leavesAtMs != Ladder.Forgotten) dueMs = Math.Min(dueMs, leavesAtMs);
            if (leavesAtMs == Ladder.Forgotten)
            {
                i++;
            }
            else if (level != levelBefore)
            {
                Append(values[i++], Stamp(startMs, level));
            }
            else
            {
                var end = RunEnd(i, all);
                Keep(i, end);
                i = end;
            }
        }
    }

    /// <summary>Takes values whose times stay as they are.</summary>
    private void Keep(int first, int end)
    {
        var values = valueSlice.Span;
        var stamps = stampSlice.Span;
        // A cell may begin at the very time of the first that stays.
        if (count > 0 && StartMs(stamps[count - 1]) >= StartMs(stamps[first]))
        {
            for (; first < end; first++) Append(values[first], stamps[first]);
            return;
        }

        if (count != first)
        {
            values[first..end].CopyTo(values[count..]);
            stamps[first..end].CopyTo(stamps[count..]);
        }

        count += end - first;
    }

    /// <summary>At the end, except that equal times stand in the order of values. There is room: as many have been taken away.</summary>
    private void Append(uint value, long stamp)
    {
        var stamps = stampSlice.Span;
        if (count > 0 && StartMs(stamps[count - 1]) >= StartMs(stamp))
        {
            Put(PositionFor(value, stamp), value, stamp);
            return;
        }

        valueSlice.Span[count] = value;
        stamps[count++] = stamp;
    }

    /// <summary>The end of the run of one level that begins at an index; steps double, so that long runs cost little.</summary>
    private readonly int RunEnd(int first, int all)
    {
        var stamps = stampSlice.Span;
        var level = stamps[first] & LevelMask;
        var step = 1;
        var low = first;
        while (low + step < all && (stamps[low + step] & LevelMask) == level)
        {
            low += step;
            step *= 2;
        }

        // The run ends within (low, low + step].
        var high = Math.Min(all, low + step);
        while (low + 1 < high)
        {
            var middle = (low + high) / 2;
            if ((stamps[middle] & LevelMask) == level) low = middle;
            else high = middle;
        }

        return high;
    }

    private void FindDue()
    {
        dueMs = long.MaxValue;
        var level = -1;
        foreach (var stamp in Stamps)
        {
            if (Level(stamp) == level) continue;
            level = Level(stamp);
            dueMs = Math.Min(dueMs, ladder.LeavesAtMs(level, StartMs(stamp)));
        }
    }
}
