using System.IO.Compression;

namespace Fraud.Ingest.Import;

/// <summary>Opens files of rows, compressed or not.</summary>
internal static class RowFile
{
    public static IRowSource Open(Stream file, string path, ImportMap map) => map.Format switch
    {
        "csv" => new CsvRows(Unpacked(file, path), map.Delimiter),
        "ndjson" => new NdjsonRows(file),
        _ => throw new InvalidDataException($"The map's format is {map.Format}: write csv or ndjson."),
    };

    public static IRowSource OpenCsv(string path) => new CsvRows(Unpacked(OpenFile(path), path), null);

    public static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    private static Stream Unpacked(Stream file, string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
}
