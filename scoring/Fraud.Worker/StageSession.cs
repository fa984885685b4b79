using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.Scoring;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// One life of the exactly-once stage, from joining the group to the first fault. It keeps nothing that the log and Redis do not hold, so
/// a fault of any kind is answered by ending it and starting another, through the same recovery as after a crash.
/// <code>
///   poll ─► decode ─► load missing states ─► DecisionPipeline ─► produce ─► commit (outputs + offsets) ─► flush states behind
/// </code>
/// </summary>
internal sealed class StageSession : IDisposable
{
    private readonly ScoringOptions _options;
    private readonly IStateStore _store;
    private readonly PolicySource _policy;
    private readonly StageMetrics _metrics;
    private readonly FeatureStates _states;
    private readonly ProfileFeed _profiles;
    private readonly DecisionPipeline _pipeline;
    private readonly FeatureBatch _features;
    private readonly PartitionTable _partitions;
    private readonly InputReader _input;
    private readonly OutputTransaction _output;
    private readonly StateFlush _flush;
    private readonly PhaseClock _clock;
    private readonly HashSet<StateKey> _missing = [];
    private readonly List<Decision?> _decisions = [];

    public StageSession(
        ScoringOptions options,
        int partitionCount,
        IStateStore store,
        PolicySource policy,
        StageMetrics metrics,
        TimeProvider time,
        ILogger logger)
    {
        _options = options;
        _store = store;
        _policy = policy;
        _metrics = metrics;
        _states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = partitionCount });
        _profiles = new ProfileFeed(options, logger);
        _pipeline = new DecisionPipeline(_states, _profiles.Table);
        _features = new FeatureBatch(FeatureCatalogue.Default);
        _partitions = new PartitionTable(options, _states, store, logger);
        _output = new OutputTransaction(options, logger);
        _input = new InputReader(options, _partitions, logger);
        _flush = new StateFlush(options, _states, store, time);
        _clock = new PhaseClock(metrics, time);
    }

    /// <summary>At least one batch was committed.</summary>
    public bool HasCommitted { get; private set; }

    /// <summary>Runs until stopped; then flushes, so that the next start has nothing to re-apply.</summary>
    public void Run(CancellationToken stop)
    {
        _output.TakeOver();
        _profiles.CatchUp(stop);
        _input.Subscribe();
        while (!stop.IsCancellationRequested)
        {
            _input.Gather();
            _clock.Lap(StagePhase.Gather);
            _profiles.Advance();
            _clock.Lap(StagePhase.Profiles);
            if (_partitions.IsRecovering || _input.Gap.Length > 0)
                Recover(stop);
            if (!_partitions.IsRecovering && _input.Live.Count > 0)
                Decide(stop);
            _flush.Advance(_partitions, stop);
            _clock.Lap(StagePhase.Flush);
        }

        using var drain = new CancellationTokenSource(_options.KafkaTimeout);
        _flush.Drain(_partitions, drain.Token);
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _profiles.Dispose();
    }

    private void Recover(CancellationToken stop)
    {
        LoadMissing(_input.GapList, stop);
        _pipeline.Reapply(_input.Gap);
        _clock.Lap(StagePhase.Reapply);
        _metrics.Reapplied(_input.Gap.Length);
        _input.GapApplied();
    }

    private void Decide(CancellationToken stop)
    {
        var batch = _input.Live;
        LoadMissing(batch.PaymentList, stop);
        _decisions.Clear();
        _pipeline.Prepare(batch.Payments, _features);
        _pipeline.Decide(_features, _policy.Current, _profiles.Offsets, _decisions);
        _clock.Lap(StagePhase.Decide);
        _output.Commit(batch, _decisions, _input.GroupMetadata);
        _clock.Lap(StagePhase.Commit);
        HasCommitted = true;
        foreach (var (partition, next) in batch.NextOffsets)
            _partitions.Applied(partition, next);
        _metrics.Decided(batch, _decisions);
        batch.Clear();
    }

    private void LoadMissing(IReadOnlyList<PaymentRecord> records, CancellationToken stop)
    {
        foreach (var record in records)
            _states.CollectMissing(record.Partition, record.Payment, _missing);
        if (_missing.Count == 0)
            return;
        _store.LoadAsync([.. _missing], (key, bytes) => _states.Load(key, bytes.Span), stop).GetAwaiter().GetResult();
        _missing.Clear();
        _clock.Lap(StagePhase.Load);
    }
}
