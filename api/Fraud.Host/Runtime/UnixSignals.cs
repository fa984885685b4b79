using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Fraud.Host.Runtime;

/// <summary>kill(2).</summary>
internal static partial class UnixSignals
{
    private const int NoSuchProcess = 3;

    /// <summary>Sends the signal; a process that is already gone is no error.</summary>
    public static void Send(int processId, UnixSignal signal)
    {
        if (Kill(processId, (int)signal) != 0 && Marshal.GetLastPInvokeError() is var error && error != NoSuchProcess)
            throw new Win32Exception(error, $"Could not signal process {processId}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
