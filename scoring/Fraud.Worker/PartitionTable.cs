using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Redis;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// The partitions this worker owns, kept in step with the group's assignments. Taking one over: take a generation in the state store, and
/// start reading at the reach, so that the records between reach and committed offset are re-applied.
/// </summary>
internal sealed class PartitionTable(ScoringOptions options, FeatureStates states, IStateStore store, ILogger logger)
{
    private readonly SortedDictionary<int, OwnedPartition> _owned = [];

    public IReadOnlyCollection<OwnedPartition> Owned => _owned.Values;

    public bool IsRecovering { get; private set; }

    public OwnedPartition this[int partition] => _owned[partition];

    public bool Owns(int partition) => _owned.ContainsKey(partition);

    /// <summary>Takes partitions over and tells where to start reading each.</summary>
    /// <exception cref="StageException">Redis holds states ahead of the log.</exception>
    public IEnumerable<TopicPartitionOffset> Assign(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        var starts = new List<TopicPartitionOffset>(partitions.Count);
        if (partitions.Count == 0)
            return starts;
        foreach (var committed in consumer.Committed(partitions, options.KafkaTimeout))
        {
            var partition = committed.Partition.Value;
            var recoverTo = committed.Offset.IsSpecial ? 0 : committed.Offset.Value;
            var ownership = store.AcquireAsync(partition, CancellationToken.None).GetAwaiter().GetResult();
            if (ownership.Reach > recoverTo)
                throw StageException.StateAheadOfLog(options.StateNamespace, partition, ownership.Reach, recoverTo);
            var start = Math.Max(ownership.Reach, 0);
            _owned[partition] = new OwnedPartition(ownership, start, recoverTo);
            states.AddPartition(partition, startsEmpty: ownership.Reach < 0);
            // Without stored states everything that is still on the log is re-applied.
            starts.Add(new TopicPartitionOffset(committed.TopicPartition, ownership.Reach < 0 ? Offset.Beginning : new Offset(start)));
            logger.LogInformation(
                "Took over {Topic}/{Partition}: committed {Committed}, states reach {Reach}, generation {Generation}",
                Topics.Payments, partition, recoverTo, ownership.Reach, ownership.Generation);
        }

        UpdateRecovering();
        return starts;
    }

    /// <summary>Forgets partitions that went to another worker.</summary>
    public void Revoke(IEnumerable<int> partitions)
    {
        foreach (var partition in partitions)
        {
            if (_owned.Remove(partition))
                states.RemovePartition(partition);
        }

        UpdateRecovering();
    }

    /// <summary>Notes that everything below <paramref name="nextOffset"/> is in memory.</summary>
    public void Applied(int partition, long nextOffset)
    {
        var owned = _owned[partition];
        owned.Applied = Math.Max(owned.Applied, nextOffset);
        UpdateRecovering();
    }

    private void UpdateRecovering() => IsRecovering = _owned.Values.Any(p => p.IsRecovering);
}
