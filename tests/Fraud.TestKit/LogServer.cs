using System.Globalization;
using System.Net.Sockets;
using Fraud.Host.Runtime;
using Fraud.TestKit;

namespace Fraud.IntegrationTests.Broker;

/// <summary><c>fraud log serve</c> as a process of its own, which can be killed at any instant and started again on the same folder and port.</summary>
internal sealed class LogServer : IAsyncDisposable
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

    public string BootstrapServers => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public string Output => _program.Output;

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
        _program.Dispose();
        _program = Start();
        await UntilListeningAsync();
    }

    /// <summary>Stops it as Ctrl-C does and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _program.InterruptAsync();
        _program.Dispose();
        _program = Start();
        await UntilListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _program.KillAsync();
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
        TimeSpan.FromSeconds(90), $"fraud log serve listens: {_program.Output}");
}
