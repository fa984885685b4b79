using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Ingest.Decoding;
using Fraud.Replay.Log;
using Fraud.Scoring;

namespace Fraud.Replay.Corrections;

/// <summary>
/// Decides again what was decided since a savepoint, from its states and in isolation, and emits a correction for each decision that differs. What profile
/// and labels said of a payment is taken from the decision that recorded it. Payments of all partitions are taken in the order of the log's time, so that
/// features of entities that cross partitions are near what a stage would have seen; account and card features are exact.
/// </summary>
/// <param name="plan">What is to be decided again.</param>
public sealed class CorrectionRun(CorrectionPlan plan)
{
    private const int CorrectionsAtOnce = 500;
    private const int PaymentsAtOnce = 20_000;

    private readonly List<Correction> _pending = [];
    private readonly List<Decision?> _decided = [];
    private readonly FeatureBatch _batch = new(FeatureCatalogue.Default);
    private readonly Dictionary<int, long> _next = [];
    private long _applied;
    private long _redecided;
    private long _corrections;
    private long _outcomes;

    /// <summary>Runs to the end of the range; broken off, another run goes on where this one had committed.</summary>
    /// <param name="decisionEnds">Offset at which the decisions known now end, per partition.</param>
    /// <param name="progress">Told the number of payments read, from time to time.</param>
    /// <param name="stop">Breaks off.</param>
    /// <exception cref="InvalidDataException">A decision of the range is missing, or was made from another feature catalogue.</exception>
    public CorrectionReport Run(IReadOnlyDictionary<int, long> decisionEnds, Action<long> progress, CancellationToken stop)
    {
        plan.Savepoint.Verify(stop);
        using var output = plan.DryRun ? null : new CorrectionOutput(plan);
        var partitions = plan.Savepoint.Manifest.Partitions;
        var done = output?.Progress(partitions.Select(partition => partition.Partition)) ?? [];
        var from = partitions.ToDictionary(p => p.Partition, p => Math.Max(p.Committed, done.GetValueOrDefault(p.Partition)));
        var open = partitions.Where(p => from[p.Partition] < plan.Until[p.Partition]).ToList();
        if (open.Count == 0)
            return Report();
        // All partitions, also those that are done: their payments belong to the entities that cross partitions.
        var ranges = partitions.Select(p => (p.Partition, Math.Max(p.Reach, 0), plan.Until[p.Partition])).ToList();
        var states = Load(ranges, stop);
        var pipeline = new DecisionPipeline(states, new ProfileTable());
        using var inForce = new DecisionsInForce(plan.Kafka, [.. partitions.Select(p => (p.Partition, p.Decisions, decisionEnds[p.Partition]))], stop);
        using var payments = new LogRange(plan.Kafka, Topics.Payments, ranges);
        for (long read = 1; payments.PeekOldest() is { } record; read++)
        {
            stop.ThrowIfCancellationRequested();
            payments.Skip(record.Partition.Value);
            if (PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _))
                Take(new PaymentRecord(payment, record.Topic, record.Partition.Value, record.Offset.Value), from[record.Partition.Value], pipeline, inForce);
            _next[record.Partition.Value] = record.Offset.Value + 1;
            if (_pending.Count >= CorrectionsAtOnce || read % PaymentsAtOnce == 0)
                Commit(output, from);
            if (read % 1_000 == 0)
                progress(read);
        }

        foreach (var partition in open)
            _next[partition.Partition] = plan.Until[partition.Partition];
        Commit(output, from);
        return Report();
    }

    private FeatureStates Load(IReadOnlyList<(int Partition, long From, long To)> ranges, CancellationToken stop)
    {
        using var payments = new LogRange(plan.Kafka, Topics.Payments, ranges);
        return SavedStates.Load(plan.Savepoint, payments, stop);
    }

    private void Take(PaymentRecord record, long from, DecisionPipeline pipeline, DecisionsInForce inForce)
    {
        if (record.Offset < from)
        {
            pipeline.Reapply([record]);
            _applied++;
            return;
        }

        pipeline.Prepare([record], _batch);
        if (_batch.IsDuplicate(0))
            return;
        _redecided++;
        var position = new LogPosition(record.Topic, record.Partition, record.Offset);
        var (old, place) = inForce.Find(position)
            ?? throw new InvalidDataException($"The decision about {position} is not on {Topics.Decisions}: what it said cannot be corrected.");
        if (!old.Degraded)
            TakeJoined(old);
        _decided.Clear();
        pipeline.Decide(_batch, plan.Policy, old.Degraded ? null : old.ProfileOffsets, _decided);
        var decision = _decided[0]! with { Supersedes = new Supersession(place, plan.Why) };
        if (!Differs(old, decision))
            return;
        _corrections++;
        if (old.Outcome != decision.Outcome)
            _outcomes++;
        _pending.Add(new Correction(decision, old, record.Payment));
    }

    private void TakeJoined(Decision old)
    {
        if (old.FeatureSet != _batch.FeatureSet)
        {
            throw new InvalidDataException(
                $"The decision about {old.Position} was made from feature catalogue {old.FeatureSet}, this program has {_batch.FeatureSet}: what profile and labels said cannot be taken over.");
        }

        _batch.Replace(0, FeatureCatalogue.Default.Joined, old.Features);
    }

    private bool Differs(Decision old, Decision fresh) => old.Outcome != fresh.Outcome
        || (!plan.OutcomesOnly && (old.Score != fresh.Score || !old.Reasons.SequenceEqual(fresh.Reasons)));

    private void Commit(CorrectionOutput? output, Dictionary<int, long> from)
    {
        // A partition whose corrections were emitted by an earlier run is being brought up to that point: its progress must not go back.
        var next = _next.Where(place => place.Value > from[place.Key]).ToDictionary();
        _next.Clear();
        if (output is not null && next.Count > 0)
            output.Commit(_pending, next);
        _pending.Clear();
    }

    private CorrectionReport Report() => new(_applied, _redecided, _corrections, _outcomes);
}
