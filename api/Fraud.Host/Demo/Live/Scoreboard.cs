using System.Collections.Concurrent;
using Fraud.Simulator;
using HdrHistogram;

namespace Fraud.Host.Demo.Live;

/// <summary>Counts of one run, for the live table and the summary. Safe for concurrent use.</summary>
internal sealed class Scoreboard
{
    private const long LongestMicroseconds = 10 * 60 * 1_000_000L;

    private readonly Lock _gate = new();
    private readonly LongHistogram _latency = new(1, LongestMicroseconds, 3);
    private readonly ConcurrentDictionary<string, FraudKind> _truth = new(StringComparer.Ordinal);
    private readonly int[] _alerts = new int[FraudKinds.All.Count + 1];
    private long _sent;
    private long _posted;
    private long _decided;
    private long _retries;
    private string? _fault;

    /// <summary>How the decisions of this run meet the truth.</summary>
    public DetectionQuality Quality { get; } = new();

    /// <summary>Payments sent, answered or not.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Payments the gateway acknowledged.</summary>
    public long Posted => Interlocked.Read(ref _posted);

    /// <summary>Payments whose decision came back with the answer.</summary>
    public long Decided => Interlocked.Read(ref _decided);

    /// <summary>Posts made again because the gateway was busy or did not answer.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>The first thing that went wrong; null when nothing did.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>A payment is about to be sent.</summary>
    public void CountSent(SimulatedPayment payment)
    {
        Interlocked.Increment(ref _sent);
        _truth[payment.Payment.PaymentId] = payment.Kind;
    }

    public void CountPosted() => Interlocked.Increment(ref _posted);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    /// <summary>Keeps the first fault.</summary>
    public void Blame(string fault) => Interlocked.CompareExchange(ref _fault, fault, null);

    /// <summary>A decision came back.</summary>
    /// <param name="kind">The truth.</param>
    /// <param name="flagged">Reviewed or declined.</param>
    /// <param name="latency">From the time at which it should have been sent; null leaves it out of the percentiles.</param>
    public void CountDecided(FraudKind kind, bool flagged, TimeSpan? latency)
    {
        Interlocked.Increment(ref _decided);
        Quality.Count(kind, flagged);
        if (latency is not { } time) return;
        lock (_gate) _latency.RecordValue(Math.Clamp((long)time.TotalMicroseconds, 1, LongestMicroseconds));
    }

    /// <summary>The hub pushed an alert. Those about payments of other runs are not counted here.</summary>
    public void CountAlert(string paymentId)
    {
        if (_truth.TryGetValue(paymentId, out var kind)) Interlocked.Increment(ref _alerts[(int)kind]);
    }

    /// <summary>Alerts pushed in this run about payments of a kind.</summary>
    public int Alerts(FraudKind kind) => Volatile.Read(ref _alerts[(int)kind]);

    /// <summary>A percentile of the time from schedule to decision, milliseconds; null before the first.</summary>
    public double? LatencyMs(double percentile)
    {
        lock (_gate) return _latency.TotalCount == 0 ? null : _latency.GetValueAtPercentile(percentile) / 1000.0;
    }
}
