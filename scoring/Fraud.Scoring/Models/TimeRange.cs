namespace Fraud.Scoring.Models;

/// <summary>A half-open range of event time.</summary>
/// <param name="From">First instant inside.</param>
/// <param name="To">First instant after.</param>
public sealed record TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether an instant is inside.</summary>
    /// <param name="timeMs">Unix milliseconds.</param>
    public bool Contains(long timeMs) => timeMs >= From.ToUnixTimeMilliseconds() && timeMs < To.ToUnixTimeMilliseconds();
}
