using System.IO.Compression;

namespace Fraud.Ingest.Import;

/// <summary>
/// Writes lines in the order of their times, whatever order they come in. Lines go to a file beside the output first and only their places are
/// kept in memory, 24 bytes each; where they came in order already, that file is the output.
/// </summary>
internal sealed class SortedOutput : IDisposable
{
    private const int BufferBytes = 1024 * 1024;
    private readonly string _path;
    private readonly FileStream _lines;
    private readonly List<Place> _places = [];
    private bool _disordered;

    public SortedOutput(string path)
    {
        _path = path;
        _lines = new FileStream(path + ".new", FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes);
    }

    private string NewPath => _lines.Name;

    private bool IsCompressed => _path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    public void Write(ReadOnlySpan<byte> line, long timeMs)
    {
        if (_places.Count > 0 && timeMs < _places[^1].TimeMs) _disordered = true;
        _places.Add(new Place(timeMs, _lines.Position, line.Length + 1));
        _lines.Write(line);
        _lines.WriteByte((byte)'\n');
    }

    /// <summary>Puts the output in its place.</summary>
    /// <returns>True when lines changed their order.</returns>
    public bool Complete()
    {
        _lines.Flush();
        if (_disordered || IsCompressed)
        {
            // Equal times keep their order: a place further on came later.
            if (_disordered) _places.Sort((a, b) => a.TimeMs != b.TimeMs ? a.TimeMs.CompareTo(b.TimeMs) : a.Offset.CompareTo(b.Offset));
            Copy(_path + ".sorted");
            File.Move(_path + ".sorted", _path, overwrite: true);
        }
        else
        {
            File.Move(NewPath, _path, overwrite: true);
        }

        return _disordered;
    }

    public void Dispose()
    {
        _lines.Dispose();
        File.Delete(NewPath);
    }

    private void Copy(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        using Stream output = IsCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        if (!_disordered)
        {
            _lines.Position = 0;
            _lines.CopyTo(output, BufferBytes);
            return;
        }

        var line = new byte[4096];
        foreach (var place in _places)
        {
            if (line.Length < place.Length) line = new byte[place.Length * 2];
            var span = line.AsSpan(0, place.Length);
            RandomAccess.Read(_lines.SafeFileHandle, span, place.Offset);
            output.Write(span);
        }
    }

    private readonly record struct Place(long TimeMs, long Offset, int Length);
}
