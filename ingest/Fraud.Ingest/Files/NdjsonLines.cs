using System.IO.Compression;

namespace Fraud.Ingest.Files;

/// <summary>Lines of a text file or of its gzip, as bytes, without a string per line.</summary>
public sealed class NdjsonLines : IDisposable
{
    /// <summary>What is kept of a longer line, bytes; the rest of it is skipped, so that its decoder refuses it as too large.</summary>
    public const int LineBytesMax = 1024 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[256 * 1024];
    private int _start, _end;
    private bool _ended;

    /// <summary>Reads a stream; gzip is recognised by its first bytes.</summary>
    /// <param name="stream">Disposed with this.</param>
    public NdjsonLines(Stream stream)
    {
        _stream = stream;
        Fill();
        if (_end >= 2 && _buffer[0] == 0x1F && _buffer[1] == 0x8B)
        {
            _stream = new GZipStream(new PrefixedStream(_buffer.AsSpan(0, _end).ToArray(), stream), CompressionMode.Decompress);
            (_start, _end, _ended) = (0, 0, false);
            Fill();
        }

        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
    }

    /// <summary>Number of the line read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Opens a file.</summary>
    public static NdjsonLines Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));

    /// <summary>Reads the next line without its end. The bytes are valid until the next call.</summary>
    /// <returns>False at the end.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0) return Take(searched + length, 1, out line);
            searched = _end - _start;
            if (_ended) return searched > 0 ? Take(searched, 0, out line) : None(out line);
            if (searched >= LineBytesMax)
            {
                var kept = _buffer.AsSpan(_start, searched).ToArray();
                SkipLine();
                LineNumber++;
                line = kept;
                return true;
            }

            Fill();
        }
    }

    public void Dispose() => _stream.Dispose();

    private static bool None(out ReadOnlySpan<byte> line)
    {
        line = default;
        return false;
    }

    private bool Take(int length, int ending, out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_start, length);
        if (line.EndsWith("\r"u8)) line = line[..^1];
        _start += length + ending;
        LineNumber++;
        return true;
    }

    private void SkipLine()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            _start = length >= 0 ? _start + length + 1 : _end;
            if (length >= 0 || _ended) return;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
