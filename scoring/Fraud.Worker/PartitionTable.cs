using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.Worker.Savepoints;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// The partitions this worker owns, kept in step with the group's assignments. Taking one over: take a generation in the state store, and
/// start reading at the reach, so that the records between reach and committed offset are re-applied.
/// </summary>
internal sealed class PartitionTable(ScoringOptions options, FeatureStates states, IStateStore store, ILogger logger)
{
    private readonly SortedDictionary<int, OwnedPartition> _owned = [];
    private readonly StateRebuild _rebuild = new(options, store, logger);

    public IReadOnlyCollection<OwnedPartition> Owned => _owned.Values;

    public bool IsRecovering { get; private set; }

    public OwnedPartition this[int partition] => _owned[partition];

    public bool Owns(int partition) => _owned.ContainsKey(partition);

    /// <summary>Takes partitions over and tells where to start reading each.</summary>
    /// <exception cref="StageException">Redis holds states ahead of the log, or the log has not what they lack.</exception>
    public IEnumerable<TopicPartitionOffset> Assign(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions)
    {
        var starts = new List<TopicPartitionOffset>(partitions.Count);
        if (partitions.Count == 0)
            return starts;
        foreach (var committed in consumer.Committed(partitions, options.KafkaTimeout))
        {
            var partition = committed.Partition.Value;
            var (ownership, recoverTo) = Acquire(consumer, committed);
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

    /// <returns>The partition with the reach of what is stored, and the offset up to which records are re-applied, not decided.</returns>
    private (PartitionOwnership Ownership, long RecoverTo) Acquire(IConsumer<byte[], byte[]> consumer, TopicPartitionOffset committed)
    {
        var place = committed.TopicPartition;
        var ownership = store.AcquireAsync(place.Partition.Value, CancellationToken.None).GetAwaiter().GetResult();
        if (!committed.Offset.IsSpecial && ownership.Reach == committed.Offset.Value)
            return (ownership, ownership.Reach);
        var logStart = consumer.QueryWatermarkOffsets(place, options.KafkaTimeout).Low.Value;
        var recoverTo = committed.Offset.IsSpecial ? logStart : committed.Offset.Value;
        if (ownership.Reach > recoverTo)
            throw StageException.StateAheadOfLog(options.StateNamespace, ownership.Partition, ownership.Reach, recoverTo);
        if (ownership.Reach < 0)
            return (committed.Offset.IsSpecial ? StartFresh(ownership, logStart) : _rebuild.Rebuild(ownership, recoverTo, logStart), recoverTo);
        return ownership.Reach >= logStart || logStart > recoverTo
            ? (ownership, recoverTo)
            : throw StageException.GapGone(ownership.Partition, ownership.Reach);
    }

    /// <summary>A group that begins on a log without its first records notes that, or it would later look as if its states were lost.</summary>
    private PartitionOwnership StartFresh(PartitionOwnership ownership, long logStart)
    {
        if (logStart == 0)
            return ownership;
        store.WriteAsync(ownership, [], logStart, CancellationToken.None).GetAwaiter().GetResult();
        return ownership with { Reach = logStart };
    }

    private void UpdateRecovering() => IsRecovering = _owned.Values.Any(p => p.IsRecovering);
}
