using System.Collections.Concurrent;
using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Fraud.Broker.Topics;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Transactions;

/// <summary>
/// Transactions as KIP-98 has them. The decision to commit or abort is one journal entry; the markers and offsets follow from it and are
/// written before the answer. A crash in between leaves the decision, from which <see cref="Load"/> finishes the work.
/// </summary>
internal sealed partial class TransactionCoordinator(
    BrokerOptions options, Journal journal, TopicRegistry topics, GroupCoordinator groups, OpenTransactions open, TimeProvider clock, ILogger logger)
{
    private readonly ConcurrentDictionary<string, TransactionSlot> _slots = new(StringComparer.Ordinal);
    private readonly ProducerIds _producerIds = new(journal);

    public IEnumerable<Transaction> All => _slots.Values.Where(slot => slot.IsLive).Select(slot => slot.Current);

    public Transaction? Find(string id) => _slots.TryGetValue(id, out var slot) && slot.IsLive ? slot.Current : null;

    /// <summary>A producer id for an idempotent producer without transactions.</summary>
    public InitResult InitIdempotent() => new(ErrorCode.None, _producerIds.Next(), 0);

    /// <summary>Makes the caller the only producer of its transactional id; what a former one left open is aborted.</summary>
    /// <param name="id">The transactional id.</param>
    /// <param name="timeoutMs">Longest time one of its transactions may take.</param>
    /// <param name="expectedProducerId">The caller's present producer id, or -1 (KIP-360).</param>
    /// <param name="expectedEpoch">The caller's present epoch, or -1.</param>
    public InitResult Init(string id, int timeoutMs, long expectedProducerId, short expectedEpoch)
    {
        if (id.Length == 0)
            return InitResult.Refused(ErrorCode.InvalidRequest);
        if (timeoutMs <= 0 || timeoutMs > options.TransactionTimeoutMax.TotalMilliseconds)
            return InitResult.Refused(ErrorCode.InvalidTransactionTimeout);
        var slot = _slots.GetOrAdd(id, static (id, ids) => new TransactionSlot(new Transaction { Id = id, ProducerId = ids.Next() }), _producerIds);
        lock (slot.Gate)
        {
            var current = slot.Current;
            var expects = expectedProducerId >= 0;
            var known = current.Epoch == Transaction.NoEpoch || expectedProducerId == current.ProducerId
                || expectedProducerId == current.PreviousProducerId && Transaction.IsExhausted(expectedEpoch);
            if (expects && !known)
                return InitResult.Refused(ErrorCode.ProducerFenced);
            if (current.State == TransactionState.Ongoing)
            {
                if (expects && expectedEpoch != current.Epoch)
                    return InitResult.Refused(ErrorCode.ProducerFenced);
                End(slot, Fenced(current), commit: false);
            }
            if (!CompleteIfDecided(slot))
                return InitResult.Refused(ErrorCode.ConcurrentTransactions);
            return Bump(slot, timeoutMs, expects && current.State != TransactionState.Ongoing ? expectedEpoch : null);
        }
    }

    public ErrorCode AddPartitions(string id, long producerId, short epoch, IReadOnlyCollection<TopicPartition> partitions) =>
        Extend(id, producerId, epoch, current => current with { Partitions = current.Partitions.Union(partitions).ToHashSet() },
            current => partitions.All(current.Partitions.Contains));

    /// <summary>Makes a group's offsets part of the transaction.</summary>
    public ErrorCode AddGroup(string id, long producerId, short epoch, string groupId) =>
        Extend(id, producerId, epoch, current => current with { Groups = current.Groups.Append(groupId).ToHashSet(StringComparer.Ordinal) },
            current => current.Groups.Contains(groupId));

    /// <summary>Whether these partitions are part of the producer's open transaction; changes nothing.</summary>
    public ErrorCode Verify(string id, long producerId, short epoch, TopicPartition partition)
    {
        if (Find(id) is not { } current || current.ProducerId != producerId)
            return ErrorCode.InvalidProducerIdMapping;
        if (current.Epoch != epoch)
            return ErrorCode.ProducerFenced;
        if (current.IsDecided)
            return ErrorCode.ConcurrentTransactions;
        return current.Partitions.Contains(partition) ? ErrorCode.None : ErrorCode.TransactionAbortable;
    }

    /// <summary>Commits or aborts. Asked again after success it answers success again.</summary>
    public ErrorCode End(string id, long producerId, short epoch, bool commit)
    {
        if (!_slots.TryGetValue(id, out var slot) || !slot.IsLive)
            return ErrorCode.InvalidProducerIdMapping;
        lock (slot.Gate)
        {
            var current = slot.Current;
            var error = CheckProducer(current, producerId, epoch);
            if (error != ErrorCode.None)
                return error;
            switch (current.State)
            {
                case TransactionState.Ongoing:
                    End(slot, current, commit);
                    return ErrorCode.None;
                case TransactionState.CompleteCommit when commit:
                case TransactionState.CompleteAbort when !commit:
                    return ErrorCode.None;
                case TransactionState.PrepareCommit when commit:
                case TransactionState.PrepareAbort when !commit:
                    return CompleteIfDecided(slot) ? ErrorCode.None : ErrorCode.ConcurrentTransactions;
                default:
                    return ErrorCode.InvalidTxnState;
            }
        }
    }

    /// <summary>Finishes what a full disk kept from being finished, and forgets ids that have been silent for long.</summary>
    public void Maintain()
    {
        var limit = (clock.GetUtcNow() - options.TransactionalIdExpiry).ToUnixTimeMilliseconds();
        foreach (var (id, slot) in _slots)
            lock (slot.Gate)
            {
                if (!CompleteIfDecided(slot) || slot.Current.State == TransactionState.Ongoing || slot.Current.UpdatedMs > limit || !slot.IsLive)
                    continue;
                journal.Write(new JournalEntry(Transaction.Prefix + id, null));
                slot.IsLive = false;
                open.Forget(slot.Current.ProducerId);
                _slots.TryRemove(id, out _);
            }
    }

    public void Stop()
    {
        foreach (var slot in _slots.Values)
            lock (slot.Gate)
                slot.StopTimer();
    }

    private static ErrorCode CheckProducer(Transaction current, long producerId, short epoch)
    {
        if (current.ProducerId != producerId)
            return ErrorCode.InvalidProducerIdMapping;
        return current.Epoch == epoch ? ErrorCode.None : ErrorCode.ProducerFenced;
    }

    private ErrorCode Extend(
        string id, long producerId, short epoch, Func<Transaction, Transaction> extend, Func<Transaction, bool> contains)
    {
        if (!_slots.TryGetValue(id, out var slot) || !slot.IsLive)
            return ErrorCode.InvalidProducerIdMapping;
        lock (slot.Gate)
        {
            var current = slot.Current;
            var error = CheckProducer(current, producerId, epoch);
            if (error != ErrorCode.None)
                return error;
            if (!CompleteIfDecided(slot))
                return ErrorCode.ConcurrentTransactions;
            if (current.State == TransactionState.Ongoing && contains(current))
                return ErrorCode.None;
            var begins = current.State != TransactionState.Ongoing;
            var now = NowMs();
            Save(slot, extend(current) with
            {
                State = TransactionState.Ongoing,
                StartedMs = begins ? now : current.StartedMs,
                UpdatedMs = now,
            });
            if (begins)
                StartTimer(slot);
            return ErrorCode.None;
        }
    }

    /// <summary>Decides, under a possibly larger epoch, and does what follows from the decision.</summary>
    private void End(TransactionSlot slot, Transaction current, bool commit)
    {
        Save(slot, current with
        {
            State = commit ? TransactionState.PrepareCommit : TransactionState.PrepareAbort,
            UpdatedMs = NowMs(),
        });
        slot.StopTimer();
        CompleteIfDecided(slot);
    }

    /// <summary>Writes the markers and ends the offsets of a decided transaction. False when the disk refused; it is tried again later.</summary>
    private bool CompleteIfDecided(TransactionSlot slot)
    {
        var current = slot.Current;
        if (!current.IsDecided)
            return true;
        var commit = current.State == TransactionState.PrepareCommit;
        try
        {
            foreach (var partition in current.Partitions)
                topics.Find(partition)?.AppendMarker(current.ProducerId, current.Epoch, commit);
            foreach (var group in current.Groups)
                groups.EndTransaction(group, current.ProducerId, commit);
            Save(slot, current with
            {
                State = commit ? TransactionState.CompleteCommit : TransactionState.CompleteAbort,
                Partitions = new HashSet<TopicPartition>(),
                Groups = new HashSet<string>(),
                UpdatedMs = NowMs(),
            }, Durability.WithTheNext);
            return true;
        }
        catch (IOException error)
        {
            logger.LogError(error, "Transaction {Id} is decided but not finished: the disk refuses writes; retried until it accepts them", current.Id);
            return false;
        }
    }

    private static Transaction Fenced(Transaction current) =>
        current with { Epoch = (short)(current.Epoch + 1), LastEpoch = Transaction.NoEpoch };

    private InitResult Bump(TransactionSlot slot, int timeoutMs, short? expectedEpoch)
    {
        var current = slot.Current;
        var next = current with
        {
            State = TransactionState.Empty,
            TimeoutMs = timeoutMs,
            StartedMs = -1,
            UpdatedMs = NowMs(),
        };
        if (current.IsEpochExhausted && (expectedEpoch is null || expectedEpoch == current.Epoch))
        {
            next = next with
            {
                ProducerId = _producerIds.Next(),
                PreviousProducerId = current.ProducerId,
                Epoch = 0,
                LastEpoch = expectedEpoch is null ? Transaction.NoEpoch : current.Epoch,
            };
        }
        else if (expectedEpoch is null || current.Epoch == Transaction.NoEpoch || expectedEpoch == current.Epoch)
        {
            next = next with
            {
                Epoch = (short)(current.Epoch + 1),
                LastEpoch = expectedEpoch is null ? Transaction.NoEpoch : current.Epoch,
            };
        }
        else if (expectedEpoch != current.LastEpoch)
        {
            return InitResult.Refused(ErrorCode.ProducerFenced);
        }
        Save(slot, next);
        if (next.ProducerId != current.ProducerId)
            open.Forget(current.ProducerId);
        return new InitResult(ErrorCode.None, next.ProducerId, next.Epoch);
    }

    private void Save(TransactionSlot slot, Transaction next, Durability durability = Durability.Now)
    {
        journal.Write(durability, next.ToEntry());
        slot.Current = next;
        slot.IsLive = true;
        open.Publish(next);
    }

    private long NowMs() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
