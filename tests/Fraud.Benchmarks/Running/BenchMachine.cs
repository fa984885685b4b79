using System.Runtime.InteropServices;

namespace Fraud.Benchmarks.Running;

/// <summary>The machine a bench ran on.</summary>
/// <param name="Processors">Processors of the process.</param>
/// <param name="Model">The processor's name.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="LoadBefore">Load average over a minute before the bench began: above 0.5, others were at work.</param>
internal sealed record BenchMachine(int Processors, string Model, string Runtime, double LoadBefore)
{
    public static BenchMachine Here(double loadBefore) => new(Environment.ProcessorCount, ProcessorModel(), RuntimeInformation.FrameworkDescription, loadBefore);

    private static string ProcessorModel() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";
}
