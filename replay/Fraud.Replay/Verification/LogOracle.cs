using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Scoring;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Verification;

/// <summary>
/// What a single thread that never fails makes of the same log: the measure for everything that a stage did while it was killed, stopped and
/// moved. Partitions are independent of each other but for entities that cross them, of which a stage sees other parts somewhat late; account
/// and card features, and all states, must be the same.
/// </summary>
/// <param name="policy">The policy the stage decided under.</param>
/// <param name="partitionCount">Partitions of the payments topic.</param>
public sealed class LogOracle(CompiledPolicy policy, int partitionCount)
{
    private readonly FeatureStates _states = new(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = partitionCount });
    private readonly FeatureBatch _batch = new(FeatureCatalogue.Default);
    private readonly ProfileTable _profiles = new();
    private readonly HashSet<int> _partitions = [];
    private readonly List<Decision?> _decisions = [];
    private DecisionPipeline? _pipeline;

    /// <summary>Decides the next payment of its partition; null when it is a repetition.</summary>
    public Decision? Decide(in PaymentRecord record)
    {
        _pipeline ??= new DecisionPipeline(_states, _profiles);
        if (_partitions.Add(record.Partition))
            _states.AddPartition(record.Partition, startsEmpty: true);
        _decisions.Clear();
        _pipeline.Prepare([record], _batch);
        _pipeline.Decide(_batch, policy, null, _decisions);
        return _decisions[0];
    }

    /// <summary>The partition's states as a flush would write them.</summary>
    public IReadOnlyList<StateWrite> States(int partition)
    {
        var writes = new List<StateWrite>();
        if (_partitions.Contains(partition))
            _states.TakeChanged(partition, writes);
        return writes;
    }
}
