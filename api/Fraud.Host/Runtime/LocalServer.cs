using Polly;
using Polly.Retry;

namespace Fraud.Host.Runtime;

/// <summary>
/// A server of the system's packages, run as a child on a loopback port with its data in a folder. It is started again, with growing
/// pauses up to 15 s, whenever it dies; one that an earlier instance left behind on the same data is stopped first. It keeps its port for
/// as long as this object lives, because its address has been handed out.
/// </summary>
public abstract class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    /// <summary>A child that lived shorter than this counts as a failed start, so that crash loops slow down.</summary>
    private static readonly TimeSpan StableTime = TimeSpan.FromSeconds(20);

    private const int PortAttempts = 4;
    private readonly TimeProvider _time;
    private readonly RuntimeFile _runtimeFile;
    private readonly ResiliencePipeline _readiness;
    private readonly ResiliencePipeline _restarts;
    private readonly CancellationTokenSource _stopping = new();
    private ServerProcess? _process;
    private Task _supervision = Task.CompletedTask;

    private protected LocalServer(string name, string folder, ILoggerFactory loggers, TimeProvider time)
    {
        Name = name;
        Folder = Path.GetFullPath(folder);
        Logger = loggers.CreateLogger($"Fraud.Runtime.{name}");
        _time = time;
        _runtimeFile = new RuntimeFile(Folder);
        _readiness = Retry(TimeSpan.FromMilliseconds(50), DelayBackoffType.Constant);
        _restarts = Retry(TimeSpan.FromMilliseconds(250), DelayBackoffType.Exponential);
    }

    /// <summary>The name in logs, in <c>runtime.json</c> and of the log file.</summary>
    public string Name { get; }

    /// <summary>The loopback port; known once started.</summary>
    public int Port { get; private set; }

    /// <summary>The process that serves now; changes when a dead one is replaced.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException($"{Name} has not been started.");

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => $"127.0.0.1:{Port}";

    private protected string Folder { get; }

    private string LogFile => Path.Combine(Folder, $"{Name}.log");

    private protected ILogger Logger { get; }

    /// <summary>Starts the server and returns once it answers.</summary>
    /// <exception cref="OperatingFaultException">It is not installed, or does not start; the message says what its log says.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        await PrepareAsync(stop);
        await StopOrphansAsync();
        await LaunchOnFreePortAsync(stop);
        _supervision = SuperviseAsync(_stopping.Token);
    }

    /// <summary>Stops the server in good order; kills it after 30 s.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_process is not null)
        {
            await _process.StopAsync(StopSignal, StopTime, _time);
            _process.Dispose();
            _runtimeFile.Update(record => record.With(Name, new RuntimeServer(Port)));
        }
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The signal that asks the server for a clean and prompt stop.</summary>
    private protected virtual UnixSignal StopSignal => UnixSignal.Terminate;

    /// <summary>Makes the data folder ready, once per start.</summary>
    private protected abstract Task PrepareAsync(CancellationToken stop);

    /// <summary>The program and its arguments.</summary>
    private protected abstract IReadOnlyList<string> Command();

    /// <summary>True for a server process on this very data folder.</summary>
    private protected abstract bool IsOurs(RunningProcess candidate);

    /// <summary>Returns when the server answers and is the one on this data, throws while it does not.</summary>
    private protected abstract Task ProbeAsync(CancellationToken stop);

    private async Task StopOrphansAsync()
    {
        foreach (var orphan in RunningProcess.All().Where(IsOurs).ToList())
        {
            Logger.LogInformation("Stopping {Server} (process {Id}), which an earlier run left behind", Name, orphan.Id);
            await orphan.StopAsync(StopSignal, StopTime, _time);
        }
    }

    private async Task LaunchOnFreePortAsync(CancellationToken stop)
    {
        var last = _runtimeFile.Read().Servers.GetValueOrDefault(Name)?.Port;
        Port = last is { } port && LocalPort.IsFree(port) ? port : LocalPort.Choose(Folder, Name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _process = await LaunchAsync(stop);
                return;
            }
            catch (OperatingFaultException) when (attempt < PortAttempts && !LocalPort.IsFree(Port))
            {
                Port = LocalPort.Choose(Folder, Name);
            }
        }
    }

    private async Task<ServerProcess> LaunchAsync(CancellationToken stop)
    {
        var launched = ServerProcess.Start(Command(), LogFile);
        try
        {
            await UntilReadyAsync(launched, stop);
        }
        catch
        {
            await launched.StopAsync(StopSignal, StopTime, _time);
            launched.Dispose();
            throw;
        }
        _runtimeFile.Update(record => record.With(Name, new RuntimeServer(Port, launched.Id)));
        Logger.LogInformation("{Server} runs at {Endpoint} (process {Id})", Name, Endpoint, launched.Id);
        return launched;
    }

    private async Task UntilReadyAsync(ServerProcess launched, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(StartTime, _time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        var exit = launched.WaitForExitAsync(giveUp.Token);
        var ready = _readiness.ExecuteAsync(async token => await ProbeAsync(token), giveUp.Token).AsTask();
        var first = await Task.WhenAny(exit, ready);
        await giveUp.CancelAsync();
        if (first == ready && ready.IsCompletedSuccessfully && !launched.HasExited)
            return;
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        var what = launched.HasExited ? "stopped while starting" : $"did not answer within {StartTime.TotalSeconds:0} s";
        throw new OperatingFaultException($"{Name} {what}: {LastLogLines()} (see {LogFile}).");
    }

    private async Task SuperviseAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await _restarts.ExecuteAsync(RunUntilExitAsync, stop);
    }

    private async ValueTask RunUntilExitAsync(CancellationToken stop)
    {
        if (_process!.HasExited)
        {
            var dead = _process;
            _process = await LaunchAsync(stop);
            dead.Dispose();
        }
        var started = _time.GetTimestamp();
        await _process.WaitForExitAsync(stop);
        Logger.LogWarning("{Server} (process {Id}) stopped by itself and is started again: {Reason}", Name, _process.Id, LastLogLines());
        if (_time.GetElapsedTime(started) < StableTime)
            throw new OperatingFaultException($"{Name} stopped soon after its start.");
    }

    private ResiliencePipeline Retry(TimeSpan delay, DelayBackoffType growth) =>
        new ResiliencePipelineBuilder { TimeProvider = _time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is not (null or OperationCanceledException)),
            MaxRetryAttempts = int.MaxValue,
            Delay = delay,
            MaxDelay = TimeSpan.FromSeconds(15),
            BackoffType = growth,
        }).Build();

    private string LastLogLines() =>
        File.Exists(LogFile) ? string.Join(" | ", File.ReadLines(LogFile).TakeLast(3).Select(line => line.Trim())) : "no log";
}
