using System.Globalization;

namespace Fraud.Host.Chaos;

/// <summary>Tells which process is at the other end of a connection of this machine. Source: proc(5), /proc/net/tcp and /proc/pid/fd.</summary>
internal sealed class SocketOwner(int clientPort, int serverPort)
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    private string? _link;
    private (int Process, bool Owns) _last;

    /// <summary>Whether the process holds the client's end.</summary>
    public bool Is(int process)
    {
        _link ??= Link();
        if (_link is null)
            return false;
        if (_last.Process != process)
            _last = (process, Holds(process, _link));
        return _last.Owns;
    }

    private static bool Holds(int process, string link)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Any(file => new FileInfo(file).LinkTarget == link);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Columns: number, local address, remote address, state, queues, timer, retransmits, user, time-out, inode.
    private string? Link()
    {
        var (local, remote) = (Suffix(clientPort), Suffix(serverPort));
        return Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > 9 && columns[1].EndsWith(local, StringComparison.Ordinal) && columns[2].EndsWith(remote, StringComparison.Ordinal))
            .Select(columns => $"socket:[{columns[9]}]").FirstOrDefault();
    }

    private static string Suffix(int port) => ":" + port.ToString("X4", CultureInfo.InvariantCulture);
}
