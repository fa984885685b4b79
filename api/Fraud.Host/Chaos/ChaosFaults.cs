using Fraud.Host.Runtime;

namespace Fraud.Host.Chaos;

/// <summary>Plants faults into a running platform, one at a time; what stood still goes on when it returns.</summary>
internal sealed class ChaosFaults(ChaosPlatform platform, Random random, TimeProvider time)
{
    private const int CutBytesMax = 256 * 1024;
    private static readonly ChaosFault[] Kinds = Enum.GetValues<ChaosFault>();

    /// <summary>Longer than a worker's session, 10 s.</summary>
    private static readonly TimeSpan FreezeTime = TimeSpan.FromSeconds(13);

    private int _visitors;

    /// <summary>How often each fault was planted.</summary>
    public SortedDictionary<string, int> Planted { get; } = new(StringComparer.Ordinal);

    /// <summary>Chooses a fault and plants it.</summary>
    public async Task PlantAsync(CancellationToken stop)
    {
        var fault = Kinds[random.Next(Kinds.Length)];
        Planted[fault.ToString()] = Planted.GetValueOrDefault(fault.ToString()) + 1;
        var worker = platform.Workers[random.Next(platform.Workers.Count)];
        await (fault switch
        {
            ChaosFault.KillWorker => Send(worker.ProcessId, UnixSignal.Kill),
            ChaosFault.RestartWorker => Send(worker.ProcessId, UnixSignal.Terminate),
            ChaosFault.FreezeWorker => StandStillAsync(worker.ProcessId, FreezeTime, stop),
            ChaosFault.PauseWorker => StandStillAsync(worker.ProcessId, Moment(), stop),
            ChaosFault.KillLog => Send(platform.Log.ProcessId, UnixSignal.Kill),
            ChaosFault.PauseLog => StandStillAsync(platform.Log.ProcessId, Moment(), stop),
            ChaosFault.KillRedis => Task.Run(KillRedis, stop),
            ChaosFault.PauseRedis => StandStillAsync(platform.Redis.ProcessId, Moment(), stop),
            ChaosFault.KillPostgres => Send(platform.Postgres.ProcessId, UnixSignal.Kill),
            ChaosFault.KillProjection => Send(platform.Projection.ProcessId, UnixSignal.Kill),
            _ => RebalanceAsync(stop),
        });
    }

    private static Task Send(int process, UnixSignal signal)
    {
        UnixSignals.Send(process, signal);
        return Task.CompletedTask;
    }

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

    // Cut while the server stands still, so that it comes back without the end of what it had acknowledged, at any byte.
    private void KillRedis()
    {
        var process = platform.Redis.ProcessId;
        UnixSignals.Send(process, UnixSignal.Stop);
        var newest = Directory.GetFiles(platform.AppendOnlyFolder, "*.incr.aof").Select(file => new FileInfo(file)).MaxBy(file => file.LastWriteTimeUtc);
        if (newest is not null)
        {
            using var file = newest.Open(FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(Math.Max(0, file.Length - random.Next(CutBytesMax)));
        }

        UnixSignals.Send(process, UnixSignal.Kill);
    }

    private async Task RebalanceAsync(CancellationToken stop)
    {
        await using var visitor = await platform.StartWorkerAsync($"visitor-{_visitors++}", stop);
        await Task.Delay(Moment(), time, stop);
    }
}
