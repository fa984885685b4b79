using Fraud.Broker.Topics;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Transactions;

/// <content>What the journal and the logs say at start, brought to an end.</content>
internal sealed partial class TransactionCoordinator
{
    /// <summary>Restores every transactional id; finishes what was decided, and gives what was open the rest of its time.</summary>
    public void Load()
    {
        foreach (var (key, value) in journal.Under(Transaction.Prefix))
        {
            var slot = new TransactionSlot(Transaction.Parse(key, value)) { IsLive = true };
            _slots[slot.Current.Id] = slot;
            open.Publish(slot.Current);
        }
        foreach (var slot in _slots.Values)
            lock (slot.Gate)
            {
                if (slot.Current.State == TransactionState.Ongoing)
                    StartTimer(slot);
                else
                    CompleteIfDecided(slot);
            }
        AbortOrphans();
    }

    /// <summary>
    /// Aborts what no transactional id knows of: a power cut may take the newest journal entries and leave the records they were about,
    /// which would hold readers of committed records back for ever.
    /// </summary>
    private void AbortOrphans()
    {
        var known = All.Where(transaction => transaction.State == TransactionState.Ongoing || transaction.IsDecided)
            .ToDictionary(transaction => transaction.ProducerId);
        try
        {
            foreach (var partition in topics.All.SelectMany(topic => topic.Partitions))
                AbortOrphans(partition, known);
        }
        catch (IOException error)
        {
            logger.LogError(error, "Records of no open transaction cannot be aborted: the disk refuses writes; it is tried again at the next start");
        }
    }

    private void AbortOrphans(Partition partition, Dictionary<long, Transaction> known)
    {
        foreach (var producer in partition.Log.DescribeProducers().Where(producer => producer.TransactionFirstOffset >= 0))
        {
            if (known.TryGetValue(producer.ProducerId, out var transaction) && transaction.Partitions.Contains(partition.Name))
                continue;
            logger.LogWarning("Records of producer {Producer} from offset {Offset} of {Partition} belong to no open transaction and are aborted",
                producer.ProducerId, producer.TransactionFirstOffset, partition.Name);
            partition.AppendMarker(producer.ProducerId, producer.Epoch, commit: false);
        }
    }
}
