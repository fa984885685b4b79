using System.CommandLine;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Features;

namespace Fraud.Benchmarks.Features;

/// <summary>
/// Reading and updating all features of one payment after a long history: three payments a day per account, so that every window is as full as
/// it will be. One thread, its processor time; the strings of each payment are its own, as from the log.
/// </summary>
internal static class FeatureBench
{
    private const int BlockSize = 10_000;
    private const int BlockCount = 15;

    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "Accounts", HelpName = "N", DefaultValueFactory = _ => 4_000 };
        var days = new Option<int>("--days") { Description = "Days of history before measuring", HelpName = "N", DefaultValueFactory = _ => 90 };
        return BenchCommand.Create(
            "features", "Read and update all features of one payment: time, allocation, bytes of state.", [accounts, days],
            (parsed, stop) => Measure(parsed.GetValue(accounts), parsed.GetValue(days), stop));
    }

    private static List<BenchFigure> Measure(int accounts, int days, CancellationToken stop)
    {
        var traffic = new CardTraffic(accounts);
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        states.AddPartition(0);
        var vector = new double[FeatureCatalogue.Default.Count];
        long offset = 0;
        for (var left = (long)accounts * CardTraffic.PerDay * days; left > 0; left--)
        {
            stop.ThrowIfCancellationRequested();
            states.Apply(0, offset++, traffic.Next());
        }

        var (total, read) = (new double[BlockCount], new double[BlockCount]);
        long allocated = 0;
        for (var block = 0; block < BlockCount; block++)
        {
            var payments = Enumerable.Range(0, BlockSize).Select(_ => traffic.Next()).ToArray();
            read[block] = Time(states, payments, payment => states.Read(0, payment, null, vector));
            var before = GC.GetAllocatedBytesForCurrentThread();
            total[block] = Time(states, payments, payment =>
            {
                if (!states.IsDuplicate(0, offset, payment)) states.Read(0, payment, null, vector);
                states.Apply(0, offset++, payment);
            });
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return
        [
            new("read and update", Rounds.Median(total), "ns", "≤ 3000"),
            new("read alone", Rounds.Median(read), "ns"),
            new("allocated", (double)allocated / BlockSize, "bytes", "0"),
            .. StateSizes.Of(states),
        ];
    }

    /// <summary>Nanoseconds per payment.</summary>
    private static double Time(FeatureStates states, Payment[] payments, Action<Payment> run)
    {
        var start = ThreadClock.Nanoseconds();
        for (var first = 0; first < payments.Length; first += FeatureStates.AnnouncedMax)
        {
            var group = payments.AsSpan(first, Math.Min(FeatureStates.AnnouncedMax, payments.Length - first));
            foreach (var payment in group) states.Announce(0, payment);
            states.Fetch();
            foreach (var payment in group) run(payment);
        }

        return (double)(ThreadClock.Nanoseconds() - start) / payments.Length;
    }
}
