using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;
using Fraud.Scoring;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Verification;

/// <summary>
/// What a single thread that never fails makes of the same log: the measure for everything that a stage did while it was killed, stopped and
/// moved. Partitions are independent of each other but for entities that cross them, of which a stage sees other parts somewhat late; account
/// and card features, and all states, must be the same.
/// </summary>
public sealed class LogOracle
{
    private readonly CompiledPolicy _policy;
    private readonly FeatureStates _states;
    private readonly DecisionPipeline _pipeline;
    private readonly FeatureBatch _batch = new(FeatureCatalogue.Default);
    private readonly List<Decision?> _decisions = [];

    /// <param name="policy">The policy the stage decided under.</param>
    /// <param name="partitionCount">Partitions of the payments topic.</param>
    /// <param name="frauds">What labels told before the first payment; null when there were none.</param>
    public LogOracle(CompiledPolicy policy, int partitionCount, KnownFrauds? frauds = null)
    {
        _policy = policy;
        _states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = partitionCount }, frauds);
        _pipeline = new DecisionPipeline(_states, new ProfileTable());
        for (var partition = 0; partition < partitionCount; partition++)
            _states.AddPartition(partition, startsEmpty: true);
    }

    /// <summary>Decides the next payment of its partition; null when it is a repetition.</summary>
    public Decision? Decide(in PaymentRecord record)
    {
        _decisions.Clear();
        _pipeline.Prepare([record], _batch);
        _pipeline.Decide(_batch, _policy, null, _decisions);
        return _decisions[0];
    }

    /// <summary>The partition's states as a flush would write them.</summary>
    public IReadOnlyList<StateWrite> States(int partition)
    {
        var writes = new List<StateWrite>();
        _states.TakeChanged(partition, writes);
        return writes;
    }
}
