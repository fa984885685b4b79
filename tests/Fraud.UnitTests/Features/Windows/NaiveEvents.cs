using Fraud.Features.Windows;

namespace Fraud.UnitTests.Features.Windows;

/// <summary>The model that windows are held against: every event, kept as it came.</summary>
internal sealed class NaiveEvents
{
    private readonly List<(long TimeMs, long Amount)> events = [];

    public long NewestMs { get; private set; } = long.MinValue;

    public IReadOnlyList<(long TimeMs, long Amount)> All => events;

    public void Add(long timeMs, long amount)
    {
        events.Add((timeMs, amount));
        NewestMs = Math.Max(NewestMs, timeMs);
    }

    /// <summary>What stands in [from, to).</summary>
    public WindowTotals Between(long fromMs, long toMs)
    {
        var totals = WindowTotals.Empty;
        foreach (var (timeMs, amount) in events)
        {
            if (timeMs >= fromMs && timeMs < toMs) totals.Add(Pane.Of(timeMs, amount));
        }

        return totals;
    }
}
