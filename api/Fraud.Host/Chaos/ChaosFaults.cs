using Fraud.Host.Runtime;

namespace Fraud.Host.Chaos;

/// <summary>Plants faults into a running platform. What stands still does so while others are planted, so that parts fail alone and together.</summary>
internal sealed class ChaosFaults(ChaosPlatform platform, Random random, TimeProvider time)
{
    private const int CutBytesMax = 256 * 1024;
    private const int SlowTurns = 30;

    /// <summary>Longer than a worker's session, 10 s.</summary>
    private static readonly TimeSpan FreezeTime = TimeSpan.FromSeconds(13);

    /// <summary>In which a worker writes to Redis at least once, when it has something to write and time to.</summary>
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(3);

    private readonly ChaosFault[] _kinds = [.. Enum.GetValues<ChaosFault>().Where(kind => platform.Log is not null || !ConcernsLog(kind))];
    private readonly List<Task> _lasting = [];
    private int _visitors;

    /// <summary>How often each fault was planted.</summary>
    public SortedDictionary<string, int> Planted { get; } = new(StringComparer.Ordinal);

    /// <summary>Connections that were cut, and pieces of data that came late, by the kind of fault on a link.</summary>
    public SortedDictionary<string, int> Met { get; } = new(StringComparer.Ordinal);

    /// <summary>Chooses a fault and plants it; those that last go on after it returns.</summary>
    public void Plant(CancellationToken stop)
    {
        var fault = _kinds[random.Next(_kinds.Length)];
        Planted[fault.ToString()] = Planted.GetValueOrDefault(fault.ToString()) + 1;
        var chosen = platform.Workers[random.Next(platform.Workers.Count)];
        var worker = chosen.ProcessId;
        _lasting.Add(fault switch
        {
            ChaosFault.KillWorker => Send(worker, UnixSignal.Kill),
            ChaosFault.RestartWorker => Send(worker, UnixSignal.Terminate),
            ChaosFault.FreezeWorker => StandStillAsync(worker, FreezeTime, stop),
            ChaosFault.PauseWorker => StandStillAsync(worker, Moment(), stop),
            ChaosFault.SlowWorker => SlowAsync(worker, stop),
            ChaosFault.KillLog => Send(platform.Log!.ProcessId, UnixSignal.Kill),
            ChaosFault.RestartLog => Send(platform.Log!.ProcessId, UnixSignal.Terminate),
            ChaosFault.PauseLog => StandStillAsync(platform.Log!.ProcessId, Moment(), stop),
            ChaosFault.SlowLog => SlowAsync(platform.Log!.ProcessId, stop),
            ChaosFault.CutLog => ObstructAsync(fault, platform.LogLink!, LinkFault.Cut, chosen, Moment(), stop),
            ChaosFault.SilenceLog => ObstructAsync(fault, platform.LogLink!, LinkFault.Silence, chosen, MomentOrMore(), stop),
            ChaosFault.DelayLog => ObstructAsync(fault, platform.LogLink!, LinkFault.Delay, chosen, Moment(), stop),
            ChaosFault.KillRedis => KillRedis(random.Next(CutBytesMax)),
            ChaosFault.RestartRedis => Send(platform.Redis.ProcessId, UnixSignal.Terminate),
            ChaosFault.PauseRedis => StandStillAsync(platform.Redis.ProcessId, 2 * Moment(), stop),
            ChaosFault.CutRedis => ObstructAsync(fault, platform.RedisLink, LinkFault.Cut, chosen, Moment(), stop),
            ChaosFault.SilenceRedis => ObstructAsync(fault, platform.RedisLink, LinkFault.Silence, chosen, FlushTime + MomentOrMore(), stop),
            ChaosFault.DelayRedis => ObstructAsync(fault, platform.RedisLink, LinkFault.Delay, chosen, FlushTime + Moment(), stop),
            ChaosFault.KillPostgres => Send(platform.Postgres.ProcessId, UnixSignal.Kill),
            ChaosFault.RestartPostgres => Send(platform.Postgres.ProcessId, UnixSignal.Interrupt),
            ChaosFault.PausePostgres => StandStillAsync(platform.Postgres.ProcessId, Moment(), stop),
            ChaosFault.CutPostgres => ObstructAsync(fault, platform.PostgresLink, LinkFault.Cut, platform.Projection, Moment(), stop),
            ChaosFault.SilencePostgres => ObstructAsync(fault, platform.PostgresLink, LinkFault.Silence, platform.Projection, Moment(), stop),
            ChaosFault.KillProjection => Send(platform.Projection.ProcessId, UnixSignal.Kill),
            _ => RebalanceAsync(Moment(), stop),
        });
    }

    /// <summary>Returns once everything runs again.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_lasting);
        _lasting.Clear();
    }

    private static bool ConcernsLog(ChaosFault kind) => kind.ToString().EndsWith("Log", StringComparison.Ordinal);

    private static Task Send(int process, UnixSignal signal)
    {
        UnixSignals.Send(process, signal);
        return Task.CompletedTask;
    }

    private TimeSpan MomentOrMore() => random.Next(3) == 0 ? FreezeTime : Moment();

    private TimeSpan Moment() => TimeSpan.FromMilliseconds(random.Next(50, 4_000));

    private async Task StandStillAsync(int process, TimeSpan length, CancellationToken stop)
    {
        UnixSignals.Send(process, UnixSignal.Stop);
        try
        {
            await Task.Delay(length, time, stop);
        }
        finally
        {
            UnixSignals.Send(process, UnixSignal.Continue);
        }
    }

    private async Task ObstructAsync(ChaosFault kind, TcpProxy link, LinkFault fault, LocalServer client, TimeSpan length, CancellationToken stop)
    {
        var obstacle = new Obstacle(fault, () => client.ProcessId, TimeSpan.FromMilliseconds(random.Next(10, 300)));
        var obstructed = link.ObstructAsync(obstacle);
        try
        {
            await Task.Delay(length, time, stop);
        }
        finally
        {
            obstacle.Heal();
            await obstructed;
        }

        lock (Met)
            Met[kind.ToString()] = Met.GetValueOrDefault(kind.ToString()) + obstacle.Met;
    }

    private async Task SlowAsync(int process, CancellationToken stop)
    {
        for (var turn = 0; turn < SlowTurns; turn++)
        {
            await StandStillAsync(process, TimeSpan.FromMilliseconds(90), stop);
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, stop);
        }
    }

    // Cut while the server stands still, so that it comes back without the end of what it had acknowledged, at any byte.
    private Task KillRedis(int cutBytes)
    {
        var process = platform.Redis.ProcessId;
        UnixSignals.Send(process, UnixSignal.Stop);
        var newest = Directory.GetFiles(platform.AppendOnlyFolder, "*.incr.aof").Select(file => new FileInfo(file)).MaxBy(file => file.LastWriteTimeUtc);
        if (newest is not null)
        {
            using var file = newest.Open(FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(Math.Max(0, file.Length - cutBytes));
        }

        return Send(process, UnixSignal.Kill);
    }

    private async Task RebalanceAsync(TimeSpan stay, CancellationToken stop)
    {
        await using var visitor = await platform.StartWorkerAsync($"visitor-{_visitors++}", stop);
        await Task.Delay(stay, time, stop);
    }
}
