using System.Text;

namespace Fraud.Host.Demo;

/// <summary>
/// The payments the gateway acknowledged, one line each: account, space, payment. A line is with the operating system before the payment
/// counts as posted, so it outlives the process. A line cut short by a kill is removed at the next start: it did not count.
/// </summary>
internal sealed class AckJournal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;

    public AckJournal(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        _file.SetLength(LengthOfWholeLines(_file));
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds one payment.</summary>
    public void Append(string accountId, string paymentId)
    {
        var line = Encoding.UTF8.GetBytes($"{accountId} {paymentId}\n");
        lock (_gate) _file.Write(line);
    }

    /// <summary>Every payment acknowledged so far, in all runs.</summary>
    public static IEnumerable<(string AccountId, string PaymentId)> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new StreamReader(file);
        while (lines.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0) yield return (line[..space], line[(space + 1)..]);
        }
    }

    public void Dispose() => _file.Dispose();

    private static long LengthOfWholeLines(FileStream file)
    {
        for (var length = file.Length; length > 0; length--)
        {
            file.Position = length - 1;
            if (file.ReadByte() == '\n') return length;
        }

        return 0;
    }
}
