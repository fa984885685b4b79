using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <content>How last-seen times lose resolution and values are forgotten as the entity's newest event time moves on.</content>
internal sealed partial class SeenSet
{
    private void Coarsen(long newestMs)
    {
        if (newestMs < dueMs) return;
        Span<long> boundaries = stackalloc long[Ladder.LevelCountMax];
        ladder.Boundaries(newestMs, boundaries);
        var all = count;
        count = 0;
        dueMs = long.MaxValue;
        for (var i = 0; i < all; i++)
        {
            var seen = entries[i];
            if (seen.StartMs + ladder.SizeMs(seen.Level) <= newestMs - ladder.HorizonMs) continue;
            Place(ref seen, Math.Max(seen.Level, ladder.Level(boundaries, seen.StartMs)));
            Put(PositionFor(in seen), in seen);
            dueMs = Math.Min(dueMs, DueOf(in seen));
        }
    }

    private void Place(ref Seen seen, int level)
    {
        seen.StartMs = ladder.CellStart(level, seen.StartMs);
        seen.Level = (byte)level;
    }

    /// <summary>Newest event time at which this value leaves its level or the horizon.</summary>
    private long DueOf(in Seen seen)
    {
        var due = seen.StartMs + ladder.SizeMs(seen.Level) + ladder.HorizonMs;
        if (seen.Level == 0) due = Math.Min(due, seen.StartMs + ladder.ExactAgeMaxMs + 1);
        var next = seen.Level + 1;
        if (seen.Level > 0 && next < ladder.LevelCount)
            due = Math.Min(due, ladder.CellStart(next, seen.StartMs) + ladder.SizeMs(next) + ladder.AgeMinMs(next));
        return due;
    }
}
