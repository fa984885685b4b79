using System.Buffers.Binary;
using System.Numerics;

namespace Fraud.Broker.Storage;

/// <summary>The Castagnoli checksum that protects every record batch and journal frame (RFC 3720, appendix B.4).</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        while (data.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }
        foreach (var part in data)
            crc = BitOperations.Crc32C(crc, part);
        return ~crc;
    }
}
