using System.Numerics;

namespace Fraud.Features.Coding;

/// <summary>How many bits the numbers of one kind had lately: so the next is written. The same on both sides.</summary>
/// <param name="first">The width expected of the first, in sixteenths of a bit.</param>
internal struct Magnitude(int first)
{
    private int sixteenths = first;

    /// <summary>Half a bit below the mean costs least.</summary>
    public readonly int Order => Math.Max(0, (sixteenths - 8) >> 4);

    public void Write(BitWriter writer, long value)
    {
        writer.Number(value, Order);
        Note(value);
    }

    public long Read(ref BitReader reader)
    {
        var value = reader.Number(Order);
        Note(value);
        return value;
    }

    /// <summary>Takes a number into account that is written in another way.</summary>
    public void Note(long value)
    {
        var width = value <= 0 ? 0 : BitOperations.Log2((ulong)value) + 1;
        sixteenths += ((width << 4) - sixteenths) >> 2;
    }
}
