using CsvHelper;

namespace Fraud.Ingest.Import;

/// <summary>Rows of a CSV file with a header line (RFC 4180).</summary>
internal sealed class CsvRows : IRowSource
{
    private const int RowBytesMax = 1024 * 1024;
    private readonly CsvReader _reader;
    private CsvMalformedReason? _malformed;

    /// <param name="stream">Disposed with this.</param>
    /// <param name="delimiter">Between fields; null to find it out.</param>
    public CsvRows(Stream stream, char? delimiter) => _reader = CsvReader.Create(
        stream,
        new CsvReaderOptions
        {
            Separator = delimiter,
            TrackLineNumbers = true,
            MaxRecordSize = RowBytesMax,
            BufferSize = 256 * 1024,
            PoolStrings = true,
            OnMalformedRecord = record => _malformed = record.Reason,
        },
        leaveOpen: false);

    public long Line => _reader.LineNumber;

    public int Column(string name) => _reader.Headers.ToList().IndexOf(name) is var index and >= 0
        ? index
        : throw new InvalidDataException($"The input has no column {name}; it has {string.Join(", ", _reader.Headers)}.");

    public bool Read(out string? problem)
    {
        problem = null;
        _malformed = null;
        try
        {
            if (!_reader.Read()) return false;
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"From line {e.LineNumber} on the input cannot be read: {e.Message}", e);
        }

        if (_reader.FieldCount != _reader.Headers.Count)
            problem = $"has {_reader.FieldCount} fields where the header has {_reader.Headers.Count}";
        else if (_malformed is { } reason)
            problem = $"is malformed: {reason}";
        return true;
    }

    public string? Text(int column) => _reader.GetString(column);

    public void Dispose() => _reader.Dispose();
}
