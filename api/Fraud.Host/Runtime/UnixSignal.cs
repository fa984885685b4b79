using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Fraud.Host.Runtime;

/// <summary>The signals that the runtime sends to its children. Values are Linux's.</summary>
public enum UnixSignal
{
    /// <summary>SIGINT: Postgres's "fast" shutdown, which ends client sessions; its SIGTERM would wait for them.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL: the process gets no chance to clean up.</summary>
    Kill = 9,

    /// <summary>SIGTERM: stop in good order.</summary>
    Terminate = 15,
}

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
