using System.Diagnostics;
using System.Globalization;

namespace Fraud.TestKit;

/// <summary>
/// A folder of one test under <c>/tmp/fraud-tests</c>, deleted with all in it. It is named after this process: a watcher beside it waits for
/// the end of this process, however it comes, then kills the servers that still run on its folders and deletes them. A handler of the
/// process's exit would not do: the test platform leaves it 100 ms.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const string Watch = """
        tail --pid="$1" -f /dev/null
        for p in /proc/[0-9]*; do
          tr '\0' ' ' <"$p/cmdline" 2>/dev/null | grep -q "$2/$1\." && kill -9 "${p#/proc/}"
        done
        until rm -rf "$2/$1".*; do sleep 1; done
        """;

    private static readonly string Root = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "fraud-tests");
    private static readonly Lazy<Process> Watcher = new(StartWatcher);
    private static int _count;

    public TempFolder(string name = "test")
    {
        _ = Watcher.Value;
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        Path = System.IO.Path.Combine(Root, $"{Environment.ProcessId}.{number}.{name}");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Its absolute path. Other users can pass through it, because Postgres may run as another user.</summary>
    public string Path { get; }

    /// <summary>A path in this folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Delete(Path);

    private static Process StartWatcher()
    {
        Directory.CreateDirectory(Root);
        const string detach = "exec setsid sh -c \"$0\" sh \"$@\" </dev/null >/dev/null 2>&1";
        return Process.Start("/bin/sh", ["-c", detach, Watch, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Root]);
    }

    // A server that was killed a moment ago may still write; what cannot be deleted now is left to the watcher.
    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
