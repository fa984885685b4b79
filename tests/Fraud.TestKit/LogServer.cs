using System.Diagnostics;
using System.Globalization;
using Fraud.Host.Runtime;

namespace Fraud.TestKit;

/// <summary><c>fraud log serve</c> as a process of its own, which can be killed at any instant and started again on the same folder and port.</summary>
public sealed class LogServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new("log-server");
    private readonly string _flush;
    private readonly int _port;
    private FraudProgram _program;

    private LogServer(string flush)
    {
        _flush = flush;
        _port = LocalPort.Choose(_folder.Path, "log");
        _program = Start();
    }

    /// <summary>Where it listens.</summary>
    public string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>What it has printed since it last started.</summary>
    public string Output => _program.Output;

    /// <summary>The process of the broker now.</summary>
    public int ProcessId => _program.Id;

    /// <summary>Bytes of memory that are in use now.</summary>
    public long ResidentBytes
    {
        get
        {
            using var process = Process.GetProcessById(_program.Id);
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts one on an empty folder.</summary>
    /// <param name="flush">When records are forced to disk: none, interval or every-batch.</param>
    public static async Task<LogServer> StartAsync(string flush = "none")
    {
        var server = new LogServer(flush);
        await server.UntilListeningAsync();
        return server;
    }

    /// <summary>Sends SIGKILL and starts it again.</summary>
    public async Task KillAndRestartAsync()
    {
        await _program.KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Stops it as Ctrl-C does and starts it again.</summary>
    /// <returns>Time from the start of the process until it takes connections.</returns>
    public async Task<TimeSpan> RestartAsync()
    {
        await _program.InterruptAsync();
        return await StartAgainAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _program.KillAsync();
        _program.Dispose();
        _folder.Dispose();
    }

    private async Task<TimeSpan> StartAgainAsync()
    {
        _program.Dispose();
        var begun = Stopwatch.GetTimestamp();
        _program = Start();
        await UntilListeningAsync();
        return Stopwatch.GetElapsedTime(begun);
    }

    private FraudProgram Start() =>
        FraudProgram.Start("log", "serve", "--dir", _folder.File("data"), "--port", $"{_port}", "--flush", _flush);

    private Task UntilListeningAsync() => Eventually.ListensAsync(_port, $"fraud log serve listens: {_program.Output}");
}
