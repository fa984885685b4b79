using System.Runtime.InteropServices;

namespace Fraud.Replay.Backtesting;

/// <summary>Counts events by UTC day.</summary>
internal sealed class DayCounts
{
    private const long DayMs = 24 * 60 * 60 * 1000;

    private readonly Dictionary<long, long> _days = [];

    /// <summary>Events on an average day that had payments; 0 without any.</summary>
    public double Mean => _days.Count == 0 ? 0 : _days.Values.Average();

    /// <summary>Events on the day with most.</summary>
    public long Max => _days.Count == 0 ? 0 : _days.Values.Max();

    /// <summary>Adds a payment, so that its day counts.</summary>
    /// <param name="timeMs">Its event time, Unix milliseconds.</param>
    /// <param name="happened">Whether the event happened.</param>
    public void Add(long timeMs, bool happened)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, Math.DivRem(timeMs, DayMs).Quotient, out _);
        count += happened ? 1 : 0;
    }
}
