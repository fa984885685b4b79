using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Coordination.Transactions;

/// <content>Transactions whose producer went silent: aborted, and the producer fenced.</content>
internal sealed partial class TransactionCoordinator
{
    private void StartTimer(TransactionSlot slot)
    {
        var started = slot.Current.StartedMs;
        var due = Math.Max(0, started + slot.Current.TimeoutMs - NowMs());
        slot.StopTimer();
        slot.Timeout = clock.CreateTimer(_ => AbortLate(slot, started), null, TimeSpan.FromMilliseconds(due), Timeout.InfiniteTimeSpan);
    }

    private void AbortLate(TransactionSlot slot, long started)
    {
        lock (slot.Gate)
        {
            var current = slot.Current;
            if (current.State != TransactionState.Ongoing || current.StartedMs != started)
                return;
            logger.LogInformation("Transaction {Id} took longer than {Timeout} ms and is aborted", current.Id, current.TimeoutMs);
            try
            {
                End(slot, Fenced(current), commit: false);
            }
            catch (IOException error)
            {
                logger.LogError(error, "Transaction {Id} cannot be aborted: the disk refuses writes", current.Id);
                slot.Timeout = clock.CreateTimer(_ => AbortLate(slot, started), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            }
        }
    }
}
