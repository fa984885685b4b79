using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4.Streams;
using Snappier;
using ZstdSharp;

namespace Fraud.Broker.Storage;

/// <summary>Unpacks the records of a compressed batch, in each of the formats Kafka's clients write.</summary>
internal static class Unpacking
{
    /// <summary>Most bytes one batch may unpack to: a small batch must not be able to fill the memory.</summary>
    public const int BytesMax = 256 * 1024 * 1024;

    /// <summary>Java's snappy wraps its blocks in a stream of its own: this, two version numbers, then length and block repeated.</summary>
    private static readonly byte[] JavaSnappy = [0x82, (byte)'S', (byte)'N', (byte)'A', (byte)'P', (byte)'P', (byte)'Y', 0];

    private const int JavaSnappyHeaderBytes = 16;

    /// <exception cref="InvalidDataException">The data is damaged or unpacks to more than <see cref="BytesMax"/>.</exception>
    public static ReadOnlyMemory<byte> Unpack(CompressionType compression, ReadOnlyMemory<byte> packed)
    {
        try
        {
            return compression switch
            {
                CompressionType.None => packed,
                CompressionType.Gzip => ReadToEnd(new GZipStream(AsStream(packed), CompressionMode.Decompress)),
                CompressionType.Snappy => UnpackSnappy(packed.Span),
                CompressionType.Lz4 => ReadToEnd(LZ4Stream.Decode(AsStream(packed))),
                CompressionType.Zstd => ReadToEnd(new DecompressionStream(AsStream(packed))),
                _ => throw new InvalidDataException($"Compression {compression} is unknown."),
            };
        }
        catch (Exception error) when (error is ZstdException or ArgumentException or EndOfStreamException or NotSupportedException)
        {
            throw new InvalidDataException($"A batch packed with {compression} does not unpack: {error.Message}", error);
        }
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> packed) => new(packed.ToArray(), writable: false);

    private static ReadOnlyMemory<byte> ReadToEnd(Stream source)
    {
        using (source)
        {
            var unpacked = new MemoryStream();
            var chunk = new byte[64 * 1024];
            for (int read; (read = source.Read(chunk)) > 0;)
            {
                unpacked.Write(chunk.AsSpan(0, read));
                CheckSize(unpacked.Length);
            }
            return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
        }
    }

    private static ReadOnlyMemory<byte> UnpackSnappy(ReadOnlySpan<byte> packed)
    {
        if (!packed.StartsWith(JavaSnappy))
            return UnpackBlock(packed);
        var unpacked = new MemoryStream();
        for (var rest = packed[JavaSnappyHeaderBytes..]; rest.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            unpacked.Write(UnpackBlock(rest.Slice(4, length)));
            CheckSize(unpacked.Length);
            rest = rest[(4 + length)..];
        }
        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }

    private static byte[] UnpackBlock(ReadOnlySpan<byte> block)
    {
        CheckSize(Snappy.GetUncompressedLength(block));
        return Snappy.DecompressToArray(block);
    }

    private static void CheckSize(long bytes)
    {
        if (bytes > BytesMax)
            throw new InvalidDataException($"A batch unpacks to more than {BytesMax} bytes.");
    }
}
