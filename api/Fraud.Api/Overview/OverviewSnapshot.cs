namespace Fraud.Api.Overview;

/// <summary>What is happening, in counters. Times are UTC; rates are by the time of decision.</summary>
public sealed record OverviewSnapshot
{
    /// <summary>When it was taken.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>All decisions, by outcome and currency.</summary>
    public required IReadOnlyList<OutcomeTotal> Totals { get; init; }

    /// <summary>All alerts so far.</summary>
    public required long Alerts { get; init; }

    /// <summary>Alerts by the state of the work on them.</summary>
    public required AlertCounts Work { get; init; }

    /// <summary>Amounts of alerts without a verdict, largest first.</summary>
    public required IReadOnlyList<CurrencyAmount> AtRisk { get; init; }

    /// <summary>Decisions per second over the last ten complete seconds.</summary>
    public required double DecisionsPerSecond { get; init; }

    /// <summary>Alerts over the last sixty complete seconds.</summary>
    public required long AlertsPerMinute { get; init; }

    /// <summary>Time from event to decision over the last two minutes; null when nothing was measured.</summary>
    public LatencySummary? Latency { get; init; }

    /// <summary>Decisions per step of the window.</summary>
    public required RateSeries Series { get; init; }

    /// <summary>Rules that hit most in the window, at most ten.</summary>
    public required IReadOnlyList<HitCount> TopRules { get; init; }

    /// <summary>Reasons given most in the window, at most ten.</summary>
    public required IReadOnlyList<HitCount> TopReasons { get; init; }

    /// <summary>How far the projection is.</summary>
    public required ProjectionLag Projection { get; init; }
}
