using System.Globalization;
using Fraud.Host.Runtime;

namespace Fraud.TestKit;

/// <summary>
/// A folder of one test under <c>/tmp/fraud-tests</c>, deleted with all in it. It is named after this process: the first folder a run makes
/// clears away what runs that were killed left behind, their servers included.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private static readonly string Root = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "fraud-tests");
    private static readonly Lazy<bool> Swept = new(Sweep);
    private static int count;

    public TempFolder(string name = "test")
    {
        _ = Swept.Value;
        var number = Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
        Path = System.IO.Path.Combine(Root, $"{Environment.ProcessId}.{number}.{name}");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Its absolute path. Other users can pass through it, because Postgres may run as another user.</summary>
    public string Path { get; }

    /// <summary>A path in this folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Delete(Path);

    private static bool Sweep()
    {
        Directory.CreateDirectory(Root);
        foreach (var folder in Directory.GetDirectories(Root).Where(OwnerIsGone))
        {
            foreach (var left in RunningProcess.All().Where(process => process.Arguments.Any(a => a.StartsWith(folder, StringComparison.Ordinal))))
                System.Diagnostics.Process.GetProcessById(left.Id).Kill();
            Delete(folder);
        }
        return true;
    }

    private static bool OwnerIsGone(string folder) =>
        int.TryParse(System.IO.Path.GetFileName(folder).Split('.')[0], out var owner) && RunningProcess.StartTicks(owner) is null;

    // A server that was killed a moment ago may still write: deleting is tried again, and what stays is left to the next sweep.
    private static void Delete(string folder)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }
}
