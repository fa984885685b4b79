using System.Globalization;
using System.Text;

namespace Fraud.Host.Runtime;

/// <summary>What /proc says about one process.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Arguments">Its command line, program first; empty for a kernel thread or a zombie.</param>
public sealed record RunningProcess(int Id, IReadOnlyList<string> Arguments)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Every process that this user may see.</summary>
    public static IEnumerable<RunningProcess> All() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where id > 0
        let process = Find(id)
        where process is not null
        select process;

    /// <summary>The process with this id, or null when there is none.</summary>
    public static RunningProcess? Find(int id)
    {
        try
        {
            var line = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline"));
            return new RunningProcess(id, line.Split('\0', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// The moment the process started, in clock ticks since boot; null when it is gone. Together with the id it names a process for
    /// good, where an id alone is given to another one later. Source: proc(5), field 22 of /proc/pid/stat.
    /// </summary>
    public static long? StartTicks(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return afterName[0] == "Z" ? null : long.Parse(afterName[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True when the program's file name is <paramref name="program"/> and <paramref name="argument"/> is among its arguments.</summary>
    public bool Runs(string program, string argument) =>
        Arguments.Count > 0 && Path.GetFileName(Arguments[0]) == program && Arguments.Contains(argument);

    /// <summary>Asks a process that is not our child to stop, and kills it when it has not within <paramref name="grace"/>.</summary>
    public async Task StopAsync(UnixSignal signal, TimeSpan grace, TimeProvider time)
    {
        // Not Process.WaitForExit: where nobody reaps, as in a container without an init, a dead process keeps its id as a zombie for good.
        var started = StartTicks(Id);
        UnixSignals.Send(Id, signal);
        for (var since = time.GetTimestamp(); started is not null && StartTicks(Id) == started; await Task.Delay(Pause, time))
        {
            if (time.GetElapsedTime(since) > grace)
                UnixSignals.Send(Id, UnixSignal.Kill);
        }
    }
}
