namespace Fraud.Ingest.Publishing;

/// <summary>What was published.</summary>
/// <param name="Payments">Payments on the log.</param>
/// <param name="Labels">Labels on the log.</param>
/// <param name="Elapsed">From the first payment to the last acknowledgement.</param>
public sealed record PublishSummary(long Payments, long Labels, TimeSpan Elapsed)
{
    /// <summary>Payments per second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Payments / Elapsed.TotalSeconds : 0;
}
