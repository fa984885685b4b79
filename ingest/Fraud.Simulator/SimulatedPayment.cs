using Fraud.Contracts;

namespace Fraud.Simulator;

/// <summary>A payment with the truth about it, which nobody in the simulated world knows yet.</summary>
/// <param name="Serial">Its place in the simulation.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Kind">The truth.</param>
/// <param name="KnownTimeMs">When a fraud becomes known, Unix milliseconds; 0 for a genuine payment, of which nobody ever hears.</param>
public sealed record SimulatedPayment(PaymentSerial Serial, Payment Payment, FraudKind Kind, long KnownTimeMs)
    : SimulatedEvent(Payment.EventTimeMs)
{
    /// <summary>True unless genuine.</summary>
    public bool Fraud => Kind != FraudKind.None;
}
