using System.Diagnostics;
using System.Text;
using Fraud.Host.Runtime;

namespace Fraud.TestKit;

/// <summary>The <c>fraud</c> program as a process of its own, as users run it.</summary>
public sealed class FraudProgram : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private FraudProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it has printed until now, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts <c>fraud</c> with these arguments.</summary>
    public static FraudProgram Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "fraud.dll")))
            start.ArgumentList.Add(argument);
        return new FraudProgram(Process.Start(start)!);
    }

    /// <summary>Runs <c>fraud</c> with these arguments to its end.</summary>
    /// <returns>Its exit code and all it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        return (await program.WaitForExitAsync(), program.Output);
    }

    /// <summary>Waits until <c>fraud up</c> on this data folder has all roles running.</summary>
    public async Task<RuntimeInstance> UntilUpAsync(string dataFolder)
    {
        var file = new RuntimeFile(dataFolder);
        await Eventually.UntilAsync(
            () => _process.HasExited ? throw new InvalidOperationException($"fraud ended: {Output}") : file.Read().Instance?.ProcessId == Id,
            StartTime, "fraud up is running");
        return file.Read().Instance!;
    }

    /// <summary>Sends SIGINT, as Ctrl-C does, and waits for the end.</summary>
    public Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{Id}"]);
        kill.WaitForExit();
        return WaitForExitAsync();
    }

    /// <summary>Sends SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>Waits for the end; fails after 90 s unless given.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().WaitAsync(within ?? EndTime);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
