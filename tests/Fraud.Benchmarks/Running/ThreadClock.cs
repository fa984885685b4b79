using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fraud.Benchmarks.Running;

/// <summary>The processor time of the calling thread; the wall clock where the system does not tell it. Reading it takes a few hundred nanoseconds.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static long Nanoseconds() => OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out var time) == 0
        ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
        : (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
