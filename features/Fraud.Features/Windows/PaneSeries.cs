namespace Fraud.Features.Windows;

/// <summary>
/// The amounts of one entity over 90 days, oldest first, at the resolution of a <see cref="Ladder"/>. Answers any window in one pass from
/// newest to oldest. Its content is a function of the events and of the newest event time it is given. A part of its state in place: pass it by
/// reference.
/// </summary>
internal partial struct PaneSeries(Ladder ladder)
{
    private Slice<Pane> slice;
    private int count;
    private int exactCount;

    /// <summary>No pane stands on a higher level than an older one. Only payments out of order among very many change that.</summary>
    private bool inLevelOrder = true;

    /// <summary>Newest event time at which the next pane must become coarser or be forgotten.</summary>
    private long dueMs = long.MaxValue;

    public readonly ReadOnlySpan<Pane> Panes => slice.Span[..count];

    public readonly void Fetch() => MemoryHint.Fetch(Panes);

    public void Release() => slice.Release();

    /// <summary>Adds one event.</summary>
    /// <param name="timeMs">Its event time.</param>
    /// <param name="amount">Amount in minor units.</param>
    /// <param name="newestMs">The entity's newest event time, this event included.</param>
    public void Add(long timeMs, long amount, long newestMs)
    {
        MoveTo(newestMs);
        Insert(Pane.Of(timeMs, amount), newestMs);
    }

    /// <summary>Adds all of another part of the same entity.</summary>
    public void Add(in PaneSeries other, long newestMs)
    {
        MoveTo(newestMs);
        foreach (var pane in other.Panes) Insert(pane, newestMs);
    }

    /// <summary>Reads the windows [t − length, t) of all lengths at once.</summary>
    /// <param name="lengthsMs">Lengths, ascending.</param>
    /// <param name="timeMs">The time t.</param>
    /// <param name="totals">Receives one result per length.</param>
    public readonly void Read(ReadOnlySpan<long> lengthsMs, long timeMs, Span<WindowTotals> totals)
    {
        var running = WindowTotals.Empty;
        var sizes = ladder.SizesMs;
        var panes = Panes;
        var window = 0;
        var edgeMs = timeMs - lengthsMs[0];
        for (var i = panes.Length - 1; i >= 0; i--)
        {
            ref readonly var pane = ref panes[i];
            if (pane.StartMs >= timeMs) continue;
            var endMs = pane.StartMs + sizes[pane.Level];
            while (endMs <= edgeMs)
            {
                totals[window++] = running;
                if (window == lengthsMs.Length) return;
                edgeMs = timeMs - lengthsMs[window];
            }

            running.Add(in pane);
        }

        totals[window..lengthsMs.Length].Fill(running);
    }

    /// <summary>Start of the newest pane that begins before a time; null when there is none.</summary>
    public readonly long? StartBefore(long timeMs)
    {
        var panes = Panes;
        for (var i = panes.Length - 1; i >= 0; i--)
        {
            if (panes[i].StartMs < timeMs) return panes[i].StartMs;
        }

        return null;
    }

    private void Insert(Pane pane, long newestMs)
    {
        int level = pane.Level;
        var startMs = pane.StartMs;
        var leavesAtMs = ladder.Rise(ref level, ref startMs, newestMs);
        if (leavesAtMs == Ladder.Forgotten) return;
        if (level > 0) Coarse(ref pane, level, startMs);
        var position = PositionFor(in pane);
        var panes = slice.Span;
        if (level > 0 && position > 0 && SameCell(in panes[position - 1], in pane))
        {
            Merge(ref panes[position - 1], in pane);
            return;
        }

        if (count == panes.Length)
        {
            slice.Grow();
            panes = slice.Span;
        }

        if (position < count) panes[position..count].CopyTo(panes[(position + 1)..]);
        panes[position] = pane;
        count++;
        if (position + 1 < count) inLevelOrder &= panes[position + 1].Level <= level;
        if (position > 0) inLevelOrder &= panes[position - 1].Level >= level;
        dueMs = Math.Min(dueMs, leavesAtMs);
        if (level == 0 && ++exactCount > ladder.ExactCountMax) FoldOldestExact(newestMs);
    }

    /// <summary>After all panes that start earlier; among equals, coarser before finer and then in order of arrival.</summary>
    private readonly int PositionFor(in Pane pane)
    {
        var panes = Panes;
        var position = count;
        while (position > 0 && (panes[position - 1].StartMs > pane.StartMs ||
            (panes[position - 1].StartMs == pane.StartMs && panes[position - 1].Level < pane.Level)))
        {
            position--;
        }

        return position;
    }

    private static bool SameCell(in Pane left, in Pane right) => left.StartMs == right.StartMs && left.Level == right.Level;

    private readonly void Merge(ref Pane into, in Pane pane)
    {
        into.Merge(in pane);
        Round(ref into);
    }

    private readonly void Coarse(ref Pane pane, int level, long startMs)
    {
        pane.StartMs = startMs;
        pane.Level = (byte)level;
        Round(ref pane);
    }

    /// <summary>Rounds here and not when stored, so that a state that went through the store goes on exactly like one that did not.</summary>
    private readonly void Round(ref Pane pane)
    {
        if (pane.Count > 3 && ladder.IsRounded(pane.Level) && Spread.IsExact(in pane))
            pane.Squares = Spread.ToSquares(in pane, Spread.Round(Spread.Of(in pane)));
    }
}
