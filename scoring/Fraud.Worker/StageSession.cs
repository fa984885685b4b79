using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.Scoring;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// One life of the exactly-once stage, from joining the group to the first fault. It keeps nothing that the log and Redis do not hold, so
/// a fault of any kind is answered by ending it and starting another, through the same recovery as after a crash.
/// <code>
///   this thread:  poll ─► decode ─► load missing states ─► features, apply ─┐        next batch …        flush states behind
///   side thread:                                                            └─► rules, model ─► produce ─► commit (outputs + offsets)
/// </code>
/// One batch is decided and committed while the next is gathered and prepared. States then are one batch ahead of what is committed, so a flush
/// begins only when nothing is on the side thread, and partitions are given up only after it.
/// </summary>
internal sealed class StageSession : IDisposable
{
    private readonly ScoringOptions _options;
    private readonly IStateStore _store;
    private readonly PolicySource _policy;
    private readonly StageMetrics _metrics;
    private readonly FeatureStates _states;
    private readonly JoinFeed _joins;
    private readonly DecisionPipeline _pipeline;
    private readonly DecisionPipeline _decider;
    private readonly SideThread _side = new("scoring-commit");
    private readonly PartitionTable _partitions;
    private readonly InputReader _input;
    private readonly OutputTransaction _output;
    private readonly StateFlush _flush;
    private readonly PhaseClock _clock;
    private readonly PhaseClock _sideClock;
    private readonly StoreAbsence _absence;
    private readonly ILogger _logger;
    private readonly HashSet<StateKey> _missing = [];

    /// <summary>Gathered and prepared.</summary>
    private StageBatch _coming = new();

    /// <summary>Decided and committed on the side thread, or done with.</summary>
    private StageBatch _going = new();

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
        _joins = new JoinFeed(options, logger);
        _states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = partitionCount }, _joins.Frauds);
        _pipeline = new DecisionPipeline(_states, _joins.Profiles);
        _decider = new DecisionPipeline(_states, _joins.Profiles);
        _partitions = new PartitionTable(options, _states, store, logger);
        _output = new OutputTransaction(options, logger);
        _input = new InputReader(options, _partitions, logger);
        _flush = new StateFlush(options, _states, store, time);
        _absence = new StoreAbsence(options, _states);
        _logger = logger;
        _clock = new PhaseClock(metrics, time);
        _sideClock = new PhaseClock(metrics, time);
        _input.GatherInto(_coming.Input);
        _input.BeforeRevoke = Finish;
    }

    /// <summary>At least one batch was committed.</summary>
    public bool HasCommitted { get; private set; }

    /// <summary>Runs until stopped; then flushes, so that the next start has nothing to re-apply.</summary>
    public void Run(CancellationToken stop)
    {
        _output.TakeOver();
        _joins.CatchUp(stop);
        _input.Subscribe();
        try
        {
            while (!stop.IsCancellationRequested)
                Step(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // While waiting for the store: nothing was begun that is not whole.
        }

        Finish();
        if (_absence.IsOn)
            return;
        using var drain = new CancellationTokenSource(_options.KafkaTimeout);
        _flush.Drain(_partitions, drain.Token);
    }

    public void Dispose()
    {
        _side.Dispose();
        _absence.Dispose();
        _input.Dispose();
        _output.Dispose();
        _joins.Dispose();
    }

    private void Step(CancellationToken stop)
    {
        _input.Gather();
        _clock.Lap(StagePhase.Gather);
        _joins.Advance();
        _clock.Lap(StagePhase.Profiles);
        if (_partitions.IsRecovering || _input.Gap.Length > 0)
            Recover(stop);
        if (!_partitions.IsRecovering && _input.Live.Count > 0)
            Decide(stop);
        if (_absence.IsOn)
        {
            // States that are incomplete are not stored.
            _absence.ThrowIfOver();
            return;
        }

        if (_flush.IsDue(_partitions))
            Finish();
        _flush.Advance(_partitions, mayBegin: !_side.IsBusy, stop);
        _clock.Lap(StagePhase.Flush);
    }

    private void Recover(CancellationToken stop)
    {
        if (_absence.IsOn)
            throw new StoreReturnedException();
        LoadMissing(_input.GapList, stop);
        _pipeline.Reapply(_input.Gap);
        _clock.Lap(StagePhase.Reapply);
        _metrics.Reapplied(_input.Gap.Length);
        _input.GapApplied();
    }

    private void Decide(CancellationToken stop)
    {
        var batch = _coming;
        Prepare(batch, stop);
        _clock.Lap(StagePhase.Prepare);
        Finish();
        (_coming, _going) = (_going, batch);
        _input.GatherInto(_coming.Input);
        var (policy, profileOffsets, group) = (_policy.Current, _joins.Offsets, _input.GroupMetadata);
        _side.Begin(() =>
        {
            _sideClock.Restart();
            _decider.Decide(batch.Features, policy, profileOffsets, batch.Decisions);
            _sideClock.Lap(StagePhase.Decide);
            _output.Commit(batch.Input, batch.Decisions, group);
            _sideClock.Lap(StagePhase.Commit);
        });
    }

    /// <summary>Waits for the batch on the side thread to be committed.</summary>
    private void Finish()
    {
        if (!_side.IsBusy)
            return;
        _clock.Restart();
        _side.Wait();
        _clock.Lap(StagePhase.Wait);
        HasCommitted = true;
        foreach (var (partition, next) in _going.Input.NextOffsets)
            _partitions.Applied(partition, next);
        _metrics.Decided(_going.Input, _going.Decisions);
        _going.Clear();
    }

    private void Prepare(StageBatch batch, CancellationToken stop)
    {
        if (!_absence.IsOn && LoadMissing(batch.Input.PaymentList, stop, mayDegrade: _options.RedisAway == RedisAway.Degrade))
        {
            _pipeline.Prepare(batch.Input.Payments, batch.Features);
            return;
        }

        // What was decided before is looked up on the log.
        Finish();
        _pipeline.Prepare(batch.Input.Payments, _absence.Judge(batch.Input.Payments, _partitions, stop), batch.Features);
    }

    /// <summary>Takes the states that records need into memory; false when the store is away and is not waited for.</summary>
    private bool LoadMissing(IReadOnlyList<PaymentRecord> records, CancellationToken stop, bool mayDegrade = false)
    {
        foreach (var record in records)
            _states.CollectMissing(record.Partition, record.Payment, _missing);
        if (_missing.Count == 0)
            return true;
        var found = new List<(StateKey Key, ReadOnlyMemory<byte> Bytes)>(_missing.Count);
        var read = _store.LoadAsync([.. _missing], (key, bytes) => found.Add((key, bytes)), mayDegrade ? _absence.Ended : stop);
        _missing.Clear();
        if (mayDegrade && !WaitHandle.WaitAny([((IAsyncResult)read).AsyncWaitHandle, stop.WaitHandle], _options.DegradeAfter).Equals(0))
        {
            stop.ThrowIfCancellationRequested();
            _logger.LogWarning("Redis is away: payments whose states are not in memory are decided without features");
            _absence.Begin(read);
            return false;
        }

        read.GetAwaiter().GetResult();
        foreach (var (key, bytes) in found)
            _states.Load(key, bytes.Span);
        _clock.Lap(StagePhase.Load);
        return true;
    }
}
