namespace Fraud.Ingest.Import;

/// <summary>A second file in memory, by one of its columns.</summary>
internal sealed class LookupTable
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="rows">The file's rows.</param>
    /// <param name="key">Column that identifies a row; of several rows with the same key the first counts.</param>
    /// <param name="column">Column that is looked up.</param>
    public LookupTable(IRowSource rows, string key, string column)
    {
        var keyColumn = rows.Column(key);
        var valueColumn = rows.Column(column);
        while (rows.Read(out var problem))
        {
            if (problem is not null) throw new InvalidDataException($"A lookup file cannot be used: line {rows.Line} {problem}.");
            if (rows.Text(keyColumn) is { Length: > 0 } found) _values.TryAdd(found, rows.Text(valueColumn) ?? "");
        }
    }

    public string? Find(string? key) => key is null ? null : _values.GetValueOrDefault(key);
}
