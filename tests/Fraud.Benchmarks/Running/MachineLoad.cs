using System.Globalization;

namespace Fraud.Benchmarks.Running;

/// <summary>How busy the machine is.</summary>
internal static class MachineLoad
{
    /// <summary>Load average over the last minute; 0 where it is not known.</summary>
    public static double Now() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
