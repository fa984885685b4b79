using System.Diagnostics.CodeAnalysis;
using Fraud.Contracts;

namespace Fraud.Simulator;

/// <summary>Frauds committed but not yet known, the next to become known first.</summary>
internal sealed class LabelQueue
{
    private readonly PriorityQueue<SimulatedLabel, (long KnownMs, long Order)> _waiting = new();
    private long _order;

    /// <summary>Remembers a payment if it is a fraud.</summary>
    public void Await(SimulatedPayment payment)
    {
        if (!payment.Fraud) return;
        var label = new Label
        {
            PaymentId = payment.Payment.PaymentId,
            AccountId = payment.Payment.AccountId,
            Fraud = true,
            KnownTimeMs = payment.KnownTimeMs,
            Source = "simulator",
            Kind = payment.Kind.Name(),
        }.About(payment.Payment);
        _waiting.Enqueue(new SimulatedLabel(label), (payment.KnownTimeMs, _order++));
    }

    /// <summary>Takes the next one known by a time.</summary>
    public bool TryTake(long byMs, [NotNullWhen(true)] out SimulatedLabel? label)
    {
        if (_waiting.TryPeek(out label, out var next) && next.KnownMs <= byMs)
        {
            _waiting.Dequeue();
            return true;
        }

        label = null;
        return false;
    }
}
