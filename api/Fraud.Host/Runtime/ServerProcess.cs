using System.Diagnostics;

namespace Fraud.Host.Runtime;

/// <summary>
/// A server running as its own process, in its own session: Ctrl-C in the terminal does not reach it, so that this program can stop its
/// parts in order. Its output goes to a file and not to a pipe, so that it outlives this program without failing on a closed pipe.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const long LogBytesMax = 10 << 20;
    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
        Id = process.Id;
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the command; one log of at most 10 MB from before is kept beside the log file as <c>.1</c>.</summary>
    public static ServerProcess Start(IReadOnlyList<string> command, string logFile)
    {
        if (new FileInfo(logFile) is { Exists: true, Length: > LogBytesMax })
            File.Move(logFile, logFile + ".1", overwrite: true);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        string[] shell = ["-c", "log=$1; shift; exec setsid \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", logFile];
        foreach (var argument in shell.Concat(command))
            start.ArgumentList.Add(argument);
        return new ServerProcess(Process.Start(start)!);
    }

    public Task WaitForExitAsync(CancellationToken stop) => _process.WaitForExitAsync(stop);

    /// <summary>Asks the process to stop, and kills it when it has not within <paramref name="grace"/>.</summary>
    public async Task StopAsync(UnixSignal signal, TimeSpan grace, TimeProvider time)
    {
        if (_process.HasExited)
            return;
        UnixSignals.Send(Id, signal);
        using var patience = new CancellationTokenSource(grace, time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            UnixSignals.Send(Id, UnixSignal.Kill);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _process.Dispose();
}
