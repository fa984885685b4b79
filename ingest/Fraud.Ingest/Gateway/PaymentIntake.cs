using Fraud.Contracts;

namespace Fraud.Ingest.Gateway;

/// <summary>
/// The way of one posted payment:
/// <code>
///   1 valid?     ──no──►  rejected
///   2 taken already with other content?  ──yes──►  conflict, and what differs
///     decided already?  ──yes──►  the first decision, marked duplicate; nothing is appended
///   3 append to the log, keyed by account  ──log away──►  failed, to be sent again
///   4 wanted: wait for the decision
///        seen on decisions.v1  ──►  decision
///        late: ask the lookup, because a retry of a payment decided long ago brings no new decision
///        time is up            ──►  accepted
/// </code>
/// </summary>
internal sealed class PaymentIntake(
    GatewayOptions options, PaymentLog log, RecentPayments payments, RecentDecisions decisions, TimeProvider time, IDecisionLookup? lookup = null)
{
    /// <summary>Takes one payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="json">Its bytes as they came.</param>
    /// <param name="wait">How long to wait for the decision; null not at all.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    public async Task<PaymentAnswer> PostAsync(Payment payment, byte[] json, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var key = PaymentKey.Of(payment);
        var first = payments.Claim(key, json);
        if (first is not null && !first.AsSpan().SequenceEqual(json) && PaymentDifference.FromPayment(first, payment) is { Count: > 0 } differences)
            return new PaymentAnswer { Key = key, Conflict = differences };
        if (decisions.Find(key) is { } known) return Decided(payment, known, duplicate: true);
        using var waiter = wait is null ? null : decisions.Wait(key);
        try
        {
            var position = await log.AppendAsync(payment.AccountId, json).ConfigureAwait(false);
            var decision = waiter is null ? null : await DecisionAsync(waiter, wait!.Value, cancellationToken).ConfigureAwait(false);
            return decision is null
                ? new PaymentAnswer { Key = key, Accepted = position }
                : Decided(payment, decision, duplicate: !DecisionHeader.IsAbout(decision, position));
        }
        catch (LogUnavailableException)
        {
            if (first is null) payments.Release(key, json);
            return new PaymentAnswer { Key = key, Failed = Problem.LogAway };
        }
    }

    /// <summary>The refusal of an event time that no clock running ahead explains.</summary>
    public Rejection? CheckTime(Payment payment) =>
        payment.EventTimeMs <= (time.GetUtcNow() + options.FutureMax).ToUnixTimeMilliseconds()
            ? null
            : new Rejection(RejectReason.ImplausibleTime, "event_time", "lies in the future");

    /// <summary>A decision about an earlier payment of the same id is the answer only if that was the same payment.</summary>
    private static PaymentAnswer Decided(Payment payment, byte[] decision, bool duplicate)
    {
        var key = PaymentKey.Of(payment);
        return duplicate && PaymentDifference.FromDecision(decision, payment) is { Count: > 0 } differences
            ? new PaymentAnswer { Key = key, Conflict = differences }
            : new PaymentAnswer { Key = key, Decision = decision, Duplicate = duplicate };
    }

    private async Task<byte[]?> DecisionAsync(DecisionWaiter waiter, TimeSpan wait, CancellationToken cancellationToken)
    {
        var first = lookup is null || wait < options.LookupAfter ? wait : options.LookupAfter;
        if (await WithinAsync(waiter, first, cancellationToken).ConfigureAwait(false) is { } soon) return soon;
        if (first == wait) return null;
        return await lookup!.FindAsync(waiter.Key.AccountId, waiter.Key.PaymentId, cancellationToken).ConfigureAwait(false)
            ?? await WithinAsync(waiter, wait - first, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> WithinAsync(DecisionWaiter waiter, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Decided.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
