namespace Fraud.Features.Distinct;

/// <content>How last-seen times lose resolution and values are forgotten as the entity's newest event time moves on.</content>
internal sealed partial class SeenSet
{
    /// <summary>
    /// Brings the resolution up to the entity's newest event time. Due at every event of the entity, whether it adds something here or not: only
    /// then is the content a function of the events, and parts add up to the same sum whenever they are added.
    /// </summary>
    public void MoveTo(long newestMs)
    {
        if (newestMs < dueMs) return;
        var all = entries.AsSpan(0, count);
        count = 0;
        foreach (var old in all)
        {
            if (newestMs >= ladder.ForgottenAtMs(old.Level, old.StartMs)) continue;
            var level = ladder.Climb(old.Level, old.StartMs, newestMs);
            var seen = old;
            if (level > old.Level) Place(ref seen, level);
            Put(PositionFor(in seen), in seen);
        }

        FindDue();
    }

    private void Place(ref Seen seen, int level)
    {
        seen.StartMs = ladder.CellStart(level, seen.StartMs);
        seen.Level = (byte)level;
    }

    /// <summary>Within a run of one level the oldest value leaves first.</summary>
    private void FindDue()
    {
        dueMs = long.MaxValue;
        var level = -1;
        foreach (ref readonly var seen in Entries)
        {
            if (seen.Level == level) continue;
            level = seen.Level;
            dueMs = Math.Min(dueMs, ladder.LeavesAtMs(level, seen.StartMs));
        }
    }
}
