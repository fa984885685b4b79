namespace Fraud.Features.Windows;

/// <content>How panes lose resolution as the entity's newest event time moves on.</content>
internal partial struct PaneSeries
{
    /// <summary>
    /// Brings the resolution up to the entity's newest event time. Due at every event of the entity, whether it adds something here or not: only
    /// then is the content a function of the events, and parts add up to the same sum whenever they are added.
    /// </summary>
    public void MoveTo(long newestMs)
    {
        if (newestMs >= dueMs) Coarsen(newestMs);
    }

    /// <summary>Within a run of one level the oldest pane leaves first, so only the front of each run is looked at.</summary>
    private void Coarsen(long newestMs)
    {
        var all = slice.Span[..count];
        var kept = 0;
        var due = long.MaxValue;
        for (var i = 0; i < all.Length;)
        {
            ref var pane = ref all[i];
            int level = pane.Level;
            var startMs = pane.StartMs;
            var leavesAtMs = ladder.Rise(ref level, ref startMs, newestMs);
            if (leavesAtMs == Ladder.Forgotten || level != pane.Level)
            {
                if (pane.Level == 0) exactCount--;
                i++;
                if (leavesAtMs == Ladder.Forgotten) continue;
                Coarse(ref pane, level, startMs);
                if (kept > 0 && SameCell(in all[kept - 1], in pane))
                {
                    Merge(ref all[kept - 1], in pane);
                    continue;
                }

                due = Math.Min(due, leavesAtMs);
                all[kept++] = pane;
                continue;
            }

            due = Math.Min(due, leavesAtMs);
            var end = RunEnd(i);
            if (kept != i) all[i..end].CopyTo(all[kept..]);
            kept += end - i;
            i = end;
        }

        count = kept;
        dueMs = due;
    }

    /// <summary>The end of the run of one level that begins at an index; in order of levels steps double, so that long runs cost little.</summary>
    private readonly int RunEnd(int first)
    {
        var panes = Panes;
        var level = panes[first].Level;
        var low = first;
        var step = 1;
        while (low + step < count && panes[low + step].Level == level)
        {
            low += step;
            if (inLevelOrder) step *= 2;
        }

        // The run ends within (low, low + step].
        var high = Math.Min(count, low + step);
        while (low + 1 < high)
        {
            var middle = (low + high) / 2;
            if (panes[middle].Level == level) low = middle;
            else high = middle;
        }

        return high;
    }

    private void FindDue()
    {
        dueMs = long.MaxValue;
        inLevelOrder = true;
        var panes = Panes;
        for (var i = 1; i < count; i++) inLevelOrder &= panes[i - 1].Level >= panes[i].Level;
        var level = -1;
        foreach (ref readonly var pane in Panes)
        {
            if (pane.Level == level) continue;
            level = pane.Level;
            dueMs = Math.Min(dueMs, ladder.LeavesAtMs(level, pane.StartMs));
        }
    }

    private void FoldOldestExact(long newestMs)
    {
        var panes = slice.Span[..count];
        var oldest = inLevelOrder ? count - exactCount : 0;
        while (panes[oldest].Level > 0) oldest++;
        ref var pane = ref panes[oldest];
        // Level 1 has room for it however young it is.
        var level = 1;
        var startMs = ladder.CellStart(1, pane.StartMs);
        var leavesAtMs = ladder.Rise(ref level, ref startMs, newestMs);
        Coarse(ref pane, level, startMs);
        exactCount--;
        if (oldest > 0 && SameCell(in panes[oldest - 1], in pane))
        {
            Merge(ref panes[oldest - 1], in pane);
            panes[(oldest + 1)..].CopyTo(panes[oldest..]);
            count--;
            return;
        }

        dueMs = Math.Min(dueMs, leavesAtMs);
    }
}
