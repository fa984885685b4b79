namespace Fraud.Features.Windows;

/// <content>How panes lose resolution as the entity's newest event time moves on.</content>
internal sealed partial class PaneSeries
{
    /// <summary>
    /// Brings the resolution up to the entity's newest event time. Due at every event of the entity, whether it adds something here or not: only
    /// then is the content a function of the events, and parts add up to the same sum whenever they are added.
    /// </summary>
    public void MoveTo(long newestMs)
    {
        if (newestMs < dueMs) return;
        var all = panes.AsSpan(0, count);
        var kept = 0;
        exactCount = 0;
        for (var i = 0; i < all.Length; i++)
        {
            ref var pane = ref all[i];
            if (newestMs >= ladder.ForgottenAtMs(pane.Level, pane.StartMs)) continue;
            var level = ladder.Climb(pane.Level, pane.StartMs, newestMs);
            if (level > pane.Level)
            {
                Coarse(ref pane, level);
                if (kept > 0 && SameCell(in all[kept - 1], in pane))
                {
                    Merge(ref all[kept - 1], in pane);
                    continue;
                }
            }

            if (level == 0) exactCount++;
            if (kept != i) all[kept] = pane;
            kept++;
        }

        count = kept;
        FindDue();
    }

    /// <summary>Within a run of one level the oldest pane leaves first.</summary>
    private void FindDue()
    {
        dueMs = long.MaxValue;
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
        var oldest = 0;
        while (panes[oldest].Level > 0) oldest++;
        ref var pane = ref panes[oldest];
        Coarse(ref pane, ladder.Climb(1, pane.StartMs, newestMs));
        exactCount--;
        if (oldest > 0 && SameCell(in panes[oldest - 1], in pane))
        {
            Merge(ref panes[oldest - 1], in pane);
            Array.Copy(panes, oldest + 1, panes, oldest, count - oldest - 1);
            count--;
            return;
        }

        dueMs = Math.Min(dueMs, ladder.LeavesAtMs(pane.Level, pane.StartMs));
    }
}
