using System.Collections.Concurrent;
using Fraud.Broker.Protocol;

namespace Fraud.Broker.Coordination.Transactions;

/// <summary>
/// What the logs and groups ask before they let a transaction write: is this producer the current one, and has the partition been added?
/// (KIP-890.) Without it a late batch could open a transaction that nobody ever ends.
/// </summary>
internal sealed class OpenTransactions
{
    private readonly ConcurrentDictionary<long, Transaction> _byProducer = new();

    public void Publish(Transaction transaction) => _byProducer[transaction.ProducerId] = transaction;

    public void Forget(long producerId) => _byProducer.TryRemove(producerId, out _);

    public ErrorCode MayWrite(TopicPartition partition, long producerId, short epoch)
    {
        var error = Current(producerId, epoch, out var transaction);
        if (error != ErrorCode.None)
            return error;
        return transaction!.State == TransactionState.Ongoing && transaction.Partitions.Contains(partition) ? ErrorCode.None : ErrorCode.InvalidTxnState;
    }

    public ErrorCode MayCommitOffsets(string groupId, long producerId, short epoch)
    {
        var error = Current(producerId, epoch, out var transaction);
        if (error != ErrorCode.None)
            return error;
        return transaction!.State == TransactionState.Ongoing && transaction.Groups.Contains(groupId) ? ErrorCode.None : ErrorCode.InvalidTxnState;
    }

    private ErrorCode Current(long producerId, short epoch, out Transaction? transaction)
    {
        if (!_byProducer.TryGetValue(producerId, out transaction))
            return ErrorCode.InvalidProducerIdMapping;
        return transaction.Epoch == epoch ? ErrorCode.None : ErrorCode.InvalidProducerEpoch;
    }
}
