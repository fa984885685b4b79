using System.Buffers.Binary;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>Little-endian well-known binary of plane geometries (OGC 06-103r4, section 8).</summary>
internal static class WellKnownBinary
{
    private const int Header = 5;

    public static byte[] Point(double x, double y)
    {
        var bytes = Start(1, 16);
        WritePair(bytes, Header, x, y);
        return bytes;
    }

    public static byte[] Line(ReadOnlySpan<double> coordinates)
    {
        var bytes = Start(2, 4 + (8 * coordinates.Length));
        WritePoints(bytes, Header, coordinates);
        return bytes;
    }

    /// <summary>A polygon of one ring, whose last point is its first.</summary>
    public static byte[] Polygon(ReadOnlySpan<double> ring)
    {
        var bytes = Start(3, 8 + (8 * ring.Length));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Header), 1);
        WritePoints(bytes, Header + 4, ring);
        return bytes;
    }

    private static byte[] Start(int type, int length)
    {
        var bytes = new byte[Header + length];
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), type);
        return bytes;
    }

    private static void WritePoints(byte[] bytes, int at, ReadOnlySpan<double> coordinates)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), coordinates.Length / 2);
        for (var i = 0; i < coordinates.Length; i += 2) WritePair(bytes, at + 4 + (8 * i), coordinates[i], coordinates[i + 1]);
    }

    private static void WritePair(byte[] bytes, int at, double x, double y)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), x);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at + 8), y);
    }
}
