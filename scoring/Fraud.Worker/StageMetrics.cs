using System.Diagnostics.Metrics;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Worker;

/// <summary>Counters of the scoring stage, meter <c>Fraud.Worker</c>.</summary>
public sealed class StageMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Fraud.Worker";

    private static readonly KeyValuePair<string, object?>[] PhaseTags =
        Array.ConvertAll(Enum.GetValues<StagePhase>(), phase => new KeyValuePair<string, object?>("phase", phase.ToString().ToLowerInvariant()));

    private readonly Meter _meter;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _late;
    private readonly Counter<long> _degraded;
    private readonly Counter<long> _reapplied;
    private readonly Counter<long> _restarts;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _phase;

    /// <summary>Creates the counters.</summary>
    public StageMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _decisions = _meter.CreateCounter<long>("fraud.decisions", "{decision}", "Committed decisions by outcome");
        _duplicates = _meter.CreateCounter<long>("fraud.duplicates", "{payment}", "Payments seen again and not decided again");
        _deadLetters = _meter.CreateCounter<long>("fraud.dead_letters", "{record}", "Records refused by reason");
        _late = _meter.CreateCounter<long>("fraud.late", "{payment}", "Payments later than the grace period");
        _degraded = _meter.CreateCounter<long>("fraud.degraded", "{decision}", "Committed decisions made without features");
        _reapplied = _meter.CreateCounter<long>("fraud.reapplied", "{payment}", "Payments re-applied to states after a take-over");
        _restarts = _meter.CreateCounter<long>("fraud.session_restarts", "{restart}", "Sessions ended by a fault");
        _batchSize = _meter.CreateHistogram<int>("fraud.batch_size", "{record}", "Records in one transaction");
        _phase = _meter.CreateHistogram<double>("fraud.stage_phase", "s", "Time of the stage's thread by phase of its loop");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Decided(InputBatch batch, IReadOnlyList<Decision?> decisions)
    {
        _batchSize.Record(batch.Count);
        Span<long> byOutcome = stackalloc long[3];
        long duplicates = 0, late = 0, degraded = 0;
        foreach (var decision in decisions)
        {
            if (decision is null)
            {
                duplicates++;
                continue;
            }

            byOutcome[(int)decision.Outcome]++;
            late += decision.Late ? 1 : 0;
            degraded += decision.Degraded ? 1 : 0;
        }

        for (var i = 0; i < byOutcome.Length; i++)
        {
            if (byOutcome[i] > 0)
                _decisions.Add(byOutcome[i], new KeyValuePair<string, object?>("outcome", OutcomeName.Of((Outcome)i)));
        }

        _duplicates.Add(duplicates);
        _late.Add(late);
        _degraded.Add(degraded);
        foreach (var letter in batch.DeadLetters)
            _deadLetters.Add(1, new KeyValuePair<string, object?>("reason", letter.Rejection.Reason.ToString()));
    }

    internal void Spent(StagePhase phase, TimeSpan time) => _phase.Record(time.TotalSeconds, PhaseTags[(int)phase]);

    internal void Reapplied(int count) => _reapplied.Add(count);

    internal void Restarted() => _restarts.Add(1);
}
