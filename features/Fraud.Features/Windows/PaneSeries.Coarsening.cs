namespace Fraud.Features.Windows;

/// <content>How panes lose resolution as the entity's newest event time moves on.</content>
internal sealed partial class PaneSeries
{
    private void Coarsen(long newestMs)
    {
        if (newestMs < dueMs) return;
        Span<long> boundaries = stackalloc long[Ladder.LevelCountMax];
        ladder.Boundaries(newestMs, boundaries);
        var source = panes.AsSpan(0, count);
        var kept = 0;
        exactCount = 0;
        dueMs = long.MaxValue;
        for (var i = 0; i < source.Length; i++)
        {
            var pane = source[i];
            if (pane.StartMs + ladder.SizeMs(pane.Level) <= newestMs - ladder.HorizonMs) continue;
            var level = ladder.Level(boundaries, pane.StartMs);
            if (level > pane.Level) pane = Coarse(pane, level);
            if (pane.Level > 0 && kept > 0 && SameCell(in panes[kept - 1], in pane))
            {
                Merge(ref panes[kept - 1], in pane);
                continue;
            }

            panes[kept++] = pane;
            if (pane.Level == 0) exactCount++;
            dueMs = Math.Min(dueMs, DueOf(in pane));
        }

        count = kept;
    }

    private void FoldOldestExact(ReadOnlySpan<long> boundaries)
    {
        var oldest = 0;
        while (panes[oldest].Level > 0) oldest++;
        var pane = Coarse(panes[oldest], ladder.CoarseLevel(boundaries, panes[oldest].StartMs));
        exactCount--;
        if (oldest > 0 && SameCell(in panes[oldest - 1], in pane))
        {
            Merge(ref panes[oldest - 1], in pane);
            Array.Copy(panes, oldest + 1, panes, oldest, count - oldest - 1);
            count--;
            return;
        }

        panes[oldest] = pane;
        dueMs = Math.Min(dueMs, DueOf(in pane));
    }

    /// <summary>Newest event time at which this pane leaves its level or the horizon.</summary>
    private long DueOf(in Pane pane)
    {
        var due = pane.StartMs + ladder.SizeMs(pane.Level) + ladder.HorizonMs;
        if (pane.Level == 0) due = Math.Min(due, pane.StartMs + ladder.ExactAgeMaxMs + 1);
        var next = Math.Max(pane.Level, (byte)1) + 1;
        if (pane.Level > 0 && next < ladder.LevelCount)
            due = Math.Min(due, ladder.CellStart(next, pane.StartMs) + ladder.SizeMs(next) + ladder.AgeMinMs(next));
        return due;
    }
}
