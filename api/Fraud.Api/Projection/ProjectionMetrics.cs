using System.Diagnostics.Metrics;

namespace Fraud.Api.Projection;

/// <summary>What the projection reports: records written by kind, and the time of its transactions.</summary>
internal static class ProjectionMetrics
{
    private static readonly Meter Meter = new("Fraud.Api");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("fraud.projection.records", "{record}", "Records projected.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("fraud.projection.write", "ms", "Time of one transaction.");

    public static void Written(ProjectionBatch batch, TimeSpan elapsed)
    {
        Add("decision", batch.Decisions.Count);
        Add("correction", batch.Corrections.Count);
        Add("alert", batch.Alerts.Count);
        Add("reject", batch.Rejects.Count);
        Duration.Record(elapsed.TotalMilliseconds);
    }

    private static void Add(string kind, int count)
    {
        if (count > 0) Records.Add(count, new KeyValuePair<string, object?>("kind", kind));
    }
}
