using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Transactions;

/// <content>Transactions whose producer went silent: aborted, and the producer fenced.</content>
internal sealed partial class TransactionCoordinator
{
    private void StartTimer(TransactionSlot slot)
    {
        var due = Math.Max(0, slot.Current.StartedMs + slot.Current.TimeoutMs - NowMs());
        AbortAfter(slot, TimeSpan.FromMilliseconds(due));
    }

    private void AbortAfter(TransactionSlot slot, TimeSpan due)
    {
        slot.StopTimer();
        // Created stopped, so that it cannot fire before it is known as the slot's.
        ITimer? timer = null;
        timer = clock.CreateTimer(_ => AbortLate(slot, timer!), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        slot.Timeout = timer;
        timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void AbortLate(TransactionSlot slot, ITimer timer)
    {
        lock (slot.Gate)
        {
            // Stopped while it waited for the lock: the transaction has ended, or the broker has.
            if (slot.Timeout != timer)
                return;
            var current = slot.Current;
            if (current.State != TransactionState.Ongoing)
                return;
            logger.LogInformation("Transaction {Id} took longer than {Timeout} ms and is aborted", current.Id, current.TimeoutMs);
            try
            {
                End(slot, Fenced(current), commit: false);
            }
            catch (IOException error)
            {
                logger.LogError(error, "Transaction {Id} cannot be aborted: the disk refuses writes", current.Id);
                AbortAfter(slot, TimeSpan.FromSeconds(1));
            }
        }
    }
}
