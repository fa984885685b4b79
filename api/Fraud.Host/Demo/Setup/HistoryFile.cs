using Fraud.Contracts;
using Fraud.Ingest.Files;
using Fraud.Simulator;

namespace Fraud.Host.Demo.Setup;

/// <summary>
/// The simulated history as a file any command can read: NDJSON with each payment's label and the time it became known; a genuine payment
/// counts as such when the longest delay has passed.
/// </summary>
internal static class HistoryFile
{
    private const string Source = "simulator";

    /// <summary>Writes the first days of a world.</summary>
    /// <returns>Payments written.</returns>
    public static long Write(World world, int days, string path, IProgress<double> progress, CancellationToken stop)
    {
        var fresh = path + ".new";
        var count = 0L;
        using (var file = HistoryWriter.Create(fresh))
        {
            foreach (var payment in Payments(world, days))
            {
                file.Write(payment.Payment, LabelOf(payment));
                if (++count % 5_000 == 0) progress.Report((payment.Serial.Day + 1.0) / days);
                stop.ThrowIfCancellationRequested();
            }
        }

        File.Move(fresh, path, overwrite: true);
        return count;
    }

    /// <summary>The payments of the first days.</summary>
    public static IEnumerable<SimulatedPayment> Payments(World world, int days) =>
        world.Events().OfType<SimulatedPayment>().TakeWhile(payment => payment.Serial.Day < days);

    private static Label LabelOf(SimulatedPayment payment) => new()
    {
        PaymentId = payment.Payment.PaymentId,
        AccountId = payment.Payment.AccountId,
        Fraud = payment.Fraud,
        KnownTimeMs = payment.Fraud ? payment.KnownTimeMs : payment.TimeMs + (World.LabelDelayDaysMax * 86_400_000L),
        Source = Source,
        Kind = payment.Fraud ? payment.Kind.Name() : null,
    };
}
