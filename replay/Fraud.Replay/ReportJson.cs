using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fraud.Replay;

/// <summary>Reports as JSON files: snake_case names, enums by name, what cannot be said is null.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>A report as text.</summary>
    /// <typeparam name="T">Type of the report.</typeparam>
    public static string Text<T>(T report) => JsonSerializer.Serialize(report, Options);

    /// <summary>Writes a report; a reader sees the old file or the new one.</summary>
    /// <typeparam name="T">Type of the report.</typeparam>
    /// <param name="path">The file; its folder is made when it does not exist.</param>
    /// <param name="report">The report.</param>
    public static void Write<T>(string path, T report)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var written = path + ".new";
        File.WriteAllBytes(written, JsonSerializer.SerializeToUtf8Bytes(report, Options));
        File.Move(written, path, overwrite: true);
    }
}
