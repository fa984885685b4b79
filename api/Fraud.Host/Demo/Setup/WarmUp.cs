using Fraud.Contracts;
using Fraud.Host.Auditing;
using Fraud.Host.Demo.Live;
using Fraud.Ingest.Decoding;
using Fraud.Simulator;

namespace Fraud.Host.Demo.Setup;

/// <summary>Sends the history through the log, so that the stage's states are those of a bank that has run it for weeks.</summary>
internal sealed class WarmUp(World world, int days, TopicScan scan, LogSender log)
{
    /// <summary>
    /// Publishes the payments of the history that are not on the log yet, and the labels known in that time. An earlier warm-up may have been
    /// killed halfway, and a payment of weeks ago would not be recognised as a duplicate any more.
    /// </summary>
    /// <returns>Payments published now.</returns>
    public long Publish(CancellationToken stop)
    {
        var there = new HashSet<PaymentSerial>();
        scan.Read(Topics.Payments, record => Note(record.Message.Value, there), stop);
        var published = 0L;
        foreach (var happening in world.Events())
        {
            stop.ThrowIfCancellationRequested();
            if (happening.TimeMs >= world.DayStartMs(days)) break;
            if (happening is SimulatedLabel label) log.Send(label.Label);
            if (happening is not SimulatedPayment payment || there.Contains(payment.Serial)) continue;
            log.Send(payment.Payment);
            published++;
        }

        log.Flush();
        return published;
    }

    /// <summary>The profile changes of the history.</summary>
    public IEnumerable<ProfileChange> Changes() => world.Events()
        .TakeWhile(happening => happening.TimeMs < world.DayStartMs(days)).OfType<ProfileChange>();

    private static void Note(byte[] value, HashSet<PaymentSerial> there)
    {
        if (PaymentDecoder.TryDecode(value, out var payment, out _) && PaymentSerial.TryParse(payment.PaymentId, out var serial)) there.Add(serial);
    }
}
