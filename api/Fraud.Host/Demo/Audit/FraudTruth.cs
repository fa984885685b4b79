using Fraud.Simulator;

namespace Fraud.Host.Demo.Audit;

/// <summary>The simulator's truth about payments, made again from the world instead of being kept: it holds the frauds only.</summary>
internal sealed class FraudTruth
{
    private readonly Dictionary<PaymentSerial, FraudKind> _frauds = [];

    private FraudTruth(int fromDay) => FromDay = fromDay;

    /// <summary>First day it speaks of.</summary>
    public int FromDay { get; }

    /// <summary>The truth from a day up to a payment.</summary>
    /// <param name="world">The world.</param>
    /// <param name="fromDay">First day.</param>
    /// <param name="before">The payment it ends before.</param>
    /// <param name="stop">Ends it early.</param>
    public static FraudTruth Make(World world, int fromDay, PaymentSerial before, CancellationToken stop)
    {
        var truth = new FraudTruth(fromDay);
        foreach (var payment in world.Events(fromDay).OfType<SimulatedPayment>())
        {
            stop.ThrowIfCancellationRequested();
            if (payment.Serial >= before) break;
            if (payment.Fraud) truth._frauds.Add(payment.Serial, payment.Kind);
        }

        return truth;
    }

    /// <summary>The truth about a payment id; null when it is none of the payments this speaks of.</summary>
    public FraudKind? Of(string paymentId) =>
        PaymentSerial.TryParse(paymentId, out var serial) && serial.Day >= FromDay ? _frauds.GetValueOrDefault(serial) : null;
}
