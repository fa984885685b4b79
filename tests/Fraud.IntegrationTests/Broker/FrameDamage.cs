using System.Buffers.Binary;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Damages a request the way broken clients and bad networks do, and worse.</summary>
internal static class FrameDamage
{
    private const int LengthBytes = 4;
    private const int HeaderBytes = 12;
    private static readonly byte[] Bytes = [0, 1, 2, 0x7F, 0x80, 0xFF];
    private static readonly int[] Numbers = [-1, 0, 1, int.MaxValue, int.MinValue, 1 << 20, 0x00FFFFFF];

    /// <summary>A damaged copy. Its length prefix is right in most cases: the broker is to read on.</summary>
    public static byte[] Apply(Random random, byte[] frame)
    {
        var damaged = (byte[])frame.Clone();
        for (var times = random.Next(1, 4); times > 0; times--)
            damaged = Once(random, damaged);
        BinaryPrimitives.WriteInt32BigEndian(damaged, damaged.Length - LengthBytes);
        if (random.Next(20) == 0)
            BinaryPrimitives.WriteInt32BigEndian(damaged, random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : random.Next(damaged.Length * 2));
        return damaged;
    }

    private static byte[] Once(Random random, byte[] frame)
    {
        var at = random.Next(HeaderBytes, frame.Length);
        switch (random.Next(8))
        {
            case 0 or 1:
                frame[at] = Bytes[random.Next(Bytes.Length)];
                return frame;
            case 2:
                frame[at] = (byte)random.Next(256);
                return frame;
            case 3 when at + 4 <= frame.Length:
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(at), Numbers[random.Next(Numbers.Length)]);
                return frame;
            case 4:
                return frame.Length > HeaderBytes + 1 ? frame[..Math.Max(at, HeaderBytes + 1)] : frame;
            case 5:
                return [.. frame[..at], .. frame[random.Next(LengthBytes, at)..at], .. frame[at..]];
            case 6:
                frame[7] = (byte)random.Next(16);
                return frame;
            default:
                frame[5] = (byte)random.Next(70);
                return frame;
        }
    }
}
