using System.Diagnostics;

namespace Fraud.Benchmarks.Broker;

/// <summary>A broker to be measured, and its process where that runs on this machine and is known.</summary>
internal sealed record MeasuredBroker(string BootstrapServers, Func<int>? ProcessId)
{
    /// <summary>Processor time the broker has used so far; null where its process is not known.</summary>
    public TimeSpan? ProcessorTime
    {
        get
        {
            if (ProcessId is null)
                return null;
            using var process = Process.GetProcessById(ProcessId());
            return process.TotalProcessorTime;
        }
    }
}
