using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fraud.Host.Runtime;

/// <summary>
/// <c>runtime.json</c> in a data folder: the ports and processes of its servers, and the addresses of the instance that runs on it.
/// Written whole under another name and renamed, so that a reader never sees half of it.
/// </summary>
public sealed class RuntimeFile(string folder)
{
    private static readonly Lock Writing = new();
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string _path = Path.Combine(folder, "runtime.json");

    /// <summary>The content; empty when there is no file or it is damaged, because all of it can be found again.</summary>
    public RuntimeRecord Read()
    {
        try
        {
            return JsonSerializer.Deserialize<RuntimeRecord>(File.ReadAllBytes(_path), Json) ?? new RuntimeRecord();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new RuntimeRecord();
        }
    }

    /// <summary>Replaces the content by what <paramref name="change"/> makes of it.</summary>
    public void Update(Func<RuntimeRecord, RuntimeRecord> change)
    {
        lock (Writing)
        {
            var next = change(Read());
            File.WriteAllBytes(_path + ".new", JsonSerializer.SerializeToUtf8Bytes(next, Json));
            File.Move(_path + ".new", _path, overwrite: true);
        }
    }
}
