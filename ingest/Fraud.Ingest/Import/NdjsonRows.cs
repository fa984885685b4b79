using System.Text.Json;
using Fraud.Ingest.Files;

namespace Fraud.Ingest.Import;

/// <summary>Rows of a file with one JSON object per line.</summary>
internal sealed class NdjsonRows(Stream stream) : IRowSource
{
    private readonly NdjsonLines _lines = new(stream);
    private readonly List<string[]> _paths = [];
    private JsonDocument? _row;

    public long Line => _lines.LineNumber;

    public int Column(string name)
    {
        _paths.Add(name.Split('.'));
        return _paths.Count - 1;
    }

    public bool Read(out string? problem)
    {
        problem = null;
        _row?.Dispose();
        _row = null;
        if (!_lines.TryRead(out var line)) return false;
        try
        {
            _row = JsonDocument.Parse(line.ToArray());
        }
        catch (JsonException e)
        {
            problem = $"is not valid JSON at byte {e.BytePositionInLine}";
        }

        return true;
    }

    public string? Text(int column)
    {
        if (_row is null) return null;
        var value = _row.RootElement;
        foreach (var name in _paths[column])
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }

    public void Dispose()
    {
        _row?.Dispose();
        _lines.Dispose();
    }
}
