namespace Fraud.Benchmarks.Running;

/// <summary>Times short work in rounds by the processor time of the thread and takes the median: other work on the machine only shows in cold caches.</summary>
internal static class Rounds
{
    private const int RoundCount = 15;

    /// <summary>Nanoseconds and bytes allocated of one execution.</summary>
    /// <param name="times">Executions in one round.</param>
    /// <param name="run">Executes that many times.</param>
    public static (double Nanoseconds, double Bytes) Measure(int times, Action<int> run)
    {
        run(times);
        var before = GC.GetAllocatedBytesForCurrentThread();
        run(times);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var nanoseconds = new double[RoundCount];
        for (var round = 0; round < RoundCount; round++)
        {
            var start = ThreadClock.Nanoseconds();
            run(times);
            nanoseconds[round] = (double)(ThreadClock.Nanoseconds() - start) / times;
        }

        return (Median(nanoseconds), (double)allocated / times);
    }

    /// <summary>The middle value; the values are sorted.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
