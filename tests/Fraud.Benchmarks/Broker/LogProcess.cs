using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Fraud.Host.Runtime;
using Fraud.TestKit;

namespace Fraud.Benchmarks.Broker;

/// <summary><c>fraud log serve</c> as a process of its own, on a folder that outlives it.</summary>
internal sealed class LogProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new("bench-log");
    private readonly string _flush;
    private readonly int _port;
    private FraudProgram _program;

    private LogProcess(string flush)
    {
        _flush = flush;
        _port = LocalPort.Choose(_folder.Path, "log");
        _program = Start();
    }

    public string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Bytes of memory that are in use now.</summary>
    public long ResidentBytes
    {
        get
        {
            using var process = Process.GetProcessById(_program.Id);
            return process.WorkingSet64;
        }
    }

    public static async Task<LogProcess> StartAsync(string flush)
    {
        var log = new LogProcess(flush);
        await log.UntilListeningAsync();
        return log;
    }

    /// <summary>Stops it as Ctrl-C does and starts it again.</summary>
    /// <returns>Time from the start of the process until it takes connections.</returns>
    public async Task<TimeSpan> RestartAsync()
    {
        await _program.InterruptAsync();
        _program.Dispose();
        var begun = Stopwatch.GetTimestamp();
        _program = Start();
        await UntilListeningAsync();
        return Stopwatch.GetElapsedTime(begun);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.InterruptAsync();
        _program.Dispose();
        _folder.Dispose();
    }

    private FraudProgram Start() =>
        FraudProgram.Start("log", "serve", "--dir", _folder.File("data"), "--port", $"{_port}", "--flush", _flush);

    private Task UntilListeningAsync() => Eventually.UntilAsync(
        () =>
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", _port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        },
        StartTime, $"fraud log serve listens: {_program.Output}");
}
