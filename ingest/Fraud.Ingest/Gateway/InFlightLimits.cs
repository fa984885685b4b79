namespace Fraud.Ingest.Gateway;

/// <summary>
/// The limits of what is in flight. Payments whose callers wait for the decision have one of their own: when decisions are slow or missing, the
/// log still takes payments from those who do not wait.
/// </summary>
internal sealed class InFlightLimits(GatewayOptions options, TimeProvider time)
{
    /// <summary>Of payments that are answered once they are on the log.</summary>
    public AdaptiveLimit Appending { get; } = new(options.InFlightMax, options.LatencyTarget, time);

    /// <summary>Of payments that are answered with their decision.</summary>
    public AdaptiveLimit Waiting { get; } = new(options.InFlightMax, options.LatencyTarget, time);
}
