using System.Text.Json;

namespace Fraud.Features.Redis.Savepoints;

/// <summary>Where the group stood when a savepoint was restored: decisions between the savepoint and here were made with what it replaced.</summary>
/// <param name="Restored">When, UTC.</param>
/// <param name="Until">Committed offset per partition.</param>
public sealed record AffectedRange(DateTimeOffset Restored, IReadOnlyDictionary<int, long> Until)
{
    private const string FileName = "restored.json";

    /// <summary>Of the savepoint's last restoration; null when it was never restored.</summary>
    public static AffectedRange? Read(Savepoint savepoint)
    {
        var path = Path.Combine(savepoint.Folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<AffectedRange>(File.ReadAllBytes(path)) : null;
    }

    /// <summary>Keeps it beside the savepoint.</summary>
    public void Write(Savepoint savepoint)
    {
        var path = Path.Combine(savepoint.Folder, FileName);
        using (var file = new FileStream($"{path}.new", FileMode.Create))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(this));
            file.Flush(flushToDisk: true);
        }

        File.Move($"{path}.new", path, overwrite: true);
    }
}
