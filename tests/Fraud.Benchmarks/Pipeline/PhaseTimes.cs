using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Fraud.Benchmarks.Running;
using Fraud.Worker;

namespace Fraud.Benchmarks.Pipeline;

/// <summary>Adds up what the stage tells of its phases and batches.</summary>
internal sealed class PhaseTimes : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _seconds = [];
    private readonly MeterListener _listener = new();
    private long _batches;

    public PhaseTimes()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StageMetrics.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => _seconds.AddOrUpdate($"{tags[0].Value}", value, (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<int>((_, _, _, _) => Interlocked.Increment(ref _batches));
        _listener.Start();
    }

    public IEnumerable<BenchFigure> Figures(long payments)
    {
        foreach (var (phase, seconds) in _seconds.OrderBy(entry => entry.Key))
            yield return new BenchFigure($"phase: {phase}", seconds * 1e6 / payments, "µs each");
        yield return new BenchFigure("payments in a transaction", (double)payments / _batches, "");
    }

    public void Dispose() => _listener.Dispose();
}
