namespace Fraud.Api.Projection;

/// <summary>Limits of the projection of the log into Postgres.</summary>
public sealed class ProjectionOptions
{
    /// <summary>Most records written in one transaction. A full batch is written at once. 1 to 100 000, default 5 000.</summary>
    public int BatchRecordsMax { get; init; } = 5_000;

    /// <summary>Most record bytes held for one transaction; what is over waits in the client's own bounded queue. Default 16 MiB.</summary>
    public long BatchBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often to look for new partitions, and how soon another process takes over from a projector that died. Default 5 s.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of the rate series is kept. Default 2 hours; the overview shows up to one.</summary>
    public TimeSpan SeriesKept { get; init; } = TimeSpan.FromHours(2);
}
