using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Fraud.UnitTests.Broker;

/// <summary>A partition's log in a folder of its own that can be closed cleanly, or left as a killed process leaves it.</summary>
internal sealed class LogFixture : IDisposable
{
    private readonly TempFolder _folder = new("log");

    public LogFixture(LogOptions? options = null)
    {
        Options = options ?? new LogOptions();
        Log = Open();
    }

    public LogOptions Options { get; set; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_000_000));

    public PartitionLog Log { get; private set; }

    public RecoveredLog Recovered { get; private set; } = null!;

    public string Folder => _folder.File("p-0");

    public string[] Segments => [.. Directory.GetFiles(Folder, "*.log").Order(StringComparer.Ordinal)];

    public AppendResult Append(byte[] batch) => Log.Append(batch, (_, _) => ErrorCode.None);

    public void Restart()
    {
        Log.Close();
        Log = Open();
    }

    /// <summary>What a kill leaves: all writes done so far, and no farewell.</summary>
    public void Crash()
    {
        Log.Abandon();
        Log = Open();
    }

    /// <summary>Base offset and size of every batch from an offset on, as a fetch would return them.</summary>
    public List<(long BaseOffset, int Size)> Read(long offset = 0, bool committedOnly = false, int bytesMax = int.MaxValue)
    {
        var view = Log.View;
        var limit = view.LimitFor(committedOnly);
        using var writer = new ProtocolWriter();
        var found = new List<(long, int)>();
        while (Log.Reader.Plan(view, offset, limit, bytesMax) is { } plan)
        {
            writer.Reset();
            Log.Reader.Copy(plan, limit, atLeastOne: true, writer);
            for (var rest = writer.Written.Span; rest.Length > 0;)
            {
                var batch = new RecordBatch(rest);
                found.Add((batch.BaseOffset, batch.Size));
                offset = batch.NextOffset;
                rest = rest[batch.Size..];
            }
        }
        return found;
    }

    public void Dispose()
    {
        Log.Abandon();
        _folder.Dispose();
    }

    private PartitionLog Open()
    {
        Recovered = LogRecovery.Open(Folder, 0, NullLogger.Instance);
        return new PartitionLog(Folder, Recovered, () => Options, Clock, NullLogger.Instance);
    }
}
