namespace Fraud.Api.Hub;

/// <summary>Limits of the streams to browsers.</summary>
public sealed class AlertStreamOptions
{
    /// <summary>Most alerts in one batch. Default 500.</summary>
    public int BatchMax { get; init; } = 500;

    /// <summary>
    /// How far a client may lag behind before alerts are conflated: it is told exactly how many it did not get, by outcome, and where they
    /// stand, and continues with the newest. Default 5 000.
    /// </summary>
    public int LagMax { get; init; } = 5_000;

    /// <summary>How many of the newest alerts a client still gets after a conflation. Less than <see cref="LagMax"/>; default 200.</summary>
    public int KeptAfterConflation { get; init; } = 200;

    /// <summary>Newest alerts held in memory for all clients together; a client further behind is served from Postgres. Default 5 000.</summary>
    public int RecentMax { get; init; } = 5_000;

    /// <summary>Shortest time between two batches or two overviews to one client. Default 100 ms and, for overviews, 500 ms.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc cref="BatchInterval" />
    public TimeSpan OverviewInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}
