namespace Fraud.Api.Overview;

/// <summary>Time from a payment's event time to its decision on the log, as far as under a minute; within 5 %.</summary>
/// <param name="P50Ms">Half were faster, ms.</param>
/// <param name="P99Ms">99 of 100 were faster, ms.</param>
/// <param name="Decisions">Decisions measured.</param>
public sealed record LatencySummary(double P50Ms, double P99Ms, long Decisions)
{
    // The inverse of the buckets that the projection counts in: round(ln(1 + ms) * 12).
    private const double BucketsPerUnit = 12;

    /// <summary>Summary of counted buckets; null when they are empty.</summary>
    internal static LatencySummary? Of(IReadOnlyList<(int Bucket, long Decisions)> ascending)
    {
        var total = ascending.Sum(b => b.Decisions);
        return total == 0 ? null : new LatencySummary(Quantile(ascending, total, 0.50), Quantile(ascending, total, 0.99), total);
    }

    private static double Quantile(IReadOnlyList<(int Bucket, long Decisions)> ascending, long total, double quantile)
    {
        var wanted = (long)Math.Ceiling(total * quantile);
        var seen = 0L;
        foreach (var (bucket, decisions) in ascending)
        {
            seen += decisions;
            if (seen >= wanted) return Math.Round(Math.Exp(bucket / BucketsPerUnit) - 1, 1);
        }

        throw new InvalidOperationException("the buckets hold fewer decisions than their total");
    }
}
