using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Fraud.Features.Redis.Savepoints;

/// <summary>
/// Writes one partition's states. The file: four letters, a version and the partition; then, compressed by gzip, per state its kind, id and bytes with
/// their lengths before them; then 0xFF and the number of states. For one thread.
/// </summary>
internal sealed class StateFileWriter : IDisposable
{
    internal const byte Version = 1;
    internal const byte End = 0xFF;
    internal static readonly byte[] Magic = "FRSP"u8.ToArray();

    private readonly string _path;
    private readonly FileStream _file;
    private readonly BinaryWriter _body;

    public StateFileWriter(string path, int partition)
    {
        _path = path;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        _file.Write(Magic);
        _file.WriteByte(Version);
        _file.Write(BitConverter.IsLittleEndian ? BitConverter.GetBytes(partition) : [.. BitConverter.GetBytes(partition).Reverse()]);
        _body = new BinaryWriter(new BufferedStream(new GZipStream(_file, CompressionLevel.Fastest, leaveOpen: true), 1 << 16), Encoding.UTF8);
    }

    public long Count { get; private set; }

    public void Write(in StoredState state)
    {
        _body.Write((byte)state.Key.Kind);
        _body.Write(state.Key.Id);
        _body.Write7BitEncodedInt(state.Bytes.Length);
        _body.Write(state.Bytes.Span);
        Count++;
    }

    /// <summary>Ends the file and forces it to disk.</summary>
    /// <returns>Its size and SHA-256.</returns>
    public (long Bytes, string Digest) Complete()
    {
        _body.Write(End);
        _body.Write7BitEncodedInt64(Count);
        _body.Dispose();
        _file.Flush(flushToDisk: true);
        var bytes = _file.Length;
        _file.Dispose();
        return (bytes, Hash(_path));
    }

    public void Dispose()
    {
        _body.Dispose();
        _file.Dispose();
    }

    internal static string Hash(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
