using System.IO.Compression;
using System.Text;

namespace Fraud.Features.Redis.Savepoints;

/// <summary>Reads what <see cref="StateFileWriter"/> wrote.</summary>
internal static class StateFileReader
{
    /// <summary>The states of a file, in the order in which they were copied.</summary>
    /// <exception cref="SavepointException">The file is torn, damaged or newer than this program.</exception>
    public static IEnumerable<StoredState> Read(string path, int partition)
    {
        using var file = Open(path, partition);
        using var body = new BinaryReader(new BufferedStream(new GZipStream(file, CompressionMode.Decompress), 1 << 16), Encoding.UTF8);
        for (long count = 0; ; count++)
        {
            if (Next(body, path, partition, count) is not { } state)
                yield break;
            yield return state;
        }
    }

    private static StoredState? Next(BinaryReader body, string path, int partition, long count)
    {
        try
        {
            var kind = body.ReadByte();
            if (kind == StateFileWriter.End)
                return body.Read7BitEncodedInt64() == count ? null : throw Damaged(path);
            if (!Enum.IsDefined((EntityKind)kind))
                throw Damaged(path);
            var id = body.ReadString();
            var length = body.Read7BitEncodedInt();
            var bytes = body.ReadBytes(length);
            return bytes.Length == length ? new StoredState(new StateKey(partition, (EntityKind)kind, id), bytes) : throw Damaged(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException)
        {
            throw Damaged(path, e);
        }
    }

    private static FileStream Open(string path, int partition)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> header = stackalloc byte[StateFileWriter.Magic.Length + 1 + sizeof(int)];
        var isOurs = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.StartsWith(StateFileWriter.Magic);
        var version = header[StateFileWriter.Magic.Length];
        if (isOurs && version == StateFileWriter.Version && System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(header[^sizeof(int)..]) == partition)
            return file;
        file.Dispose();
        throw isOurs && version > StateFileWriter.Version
            ? new SavepointException($"{path} has version {version}, this program reads {StateFileWriter.Version}: use the program that made it, or a newer one.")
            : Damaged(path);
    }

    private static SavepointException Damaged(string path, Exception? cause = null) =>
        new($"{path} is torn or damaged: restore another savepoint.", cause!);
}
