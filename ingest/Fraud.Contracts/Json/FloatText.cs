using System.Buffers.Text;
using System.Diagnostics;

namespace Fraud.Contracts.Json;

/// <summary>
/// Single-precision numbers as the shortest text that reads back to the same number, byte for byte what <see cref="Utf8Formatter"/> writes. Values
/// of ordinary size are tried with six, seven, eight, then nine digits in double precision; what is not certain there is left to the formatter.
/// </summary>
internal static class FloatText
{
    /// <summary>Bytes of the longest text.</summary>
    public const int LengthMax = 16;

    /// <summary>From here on the formatter writes exponents.</summary>
    private const float PlainEnd = 1e7f;

    private const float SmallMin = 1e-4f;
    private const int DigitsMin = 6;
    private const int DigitsMax = 9;

    /// <summary>Relative distance at which two sums in double precision surely differ.</summary>
    private const double Certain = 1e-6;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13];

    /// <summary>Writes a finite number.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(float value, Span<byte> utf8)
    {
        var size = Math.Abs(value);
        int length;
        if (size < PlainEnd && size == (int)size && (value != 0 || !float.IsNegative(value)))
            Utf8Formatter.TryFormat((int)value, utf8, out length);
        else if (!TryWriteFraction(value, size, utf8, out length) && !Utf8Formatter.TryFormat(value, utf8, out length))
            throw new UnreachableException($"{value} needs more than {utf8.Length} bytes.");
        return length;
    }

    private static bool TryWriteFraction(float value, float size, Span<byte> utf8, out int length)
    {
        length = 0;
        // The distance to the next smaller number is another one at powers of two.
        if (!(size >= SmallMin && size < PlainEnd) || (BitConverter.SingleToUInt32Bits(size) & 0x7F_FFFF) == 0)
            return false;
        var half = ((double)MathF.BitIncrement(size) - size) / 2;
        var whole = WholeDigits(size);
        for (var decimals = Math.Max(0, DigitsMin - whole); decimals <= DigitsMax - whole; decimals++)
        {
            var scaled = size * Powers[decimals];
            var rounded = Math.Round(scaled);
            if (Math.Abs(Math.Abs(scaled - rounded) - 0.5) < Certain)
                return false;
            var distance = Math.Abs((rounded / Powers[decimals]) - size);
            if (distance > half * (1 + Certain))
                continue;
            if (distance > half * (1 - Certain))
                return false;
            length = WriteDecimal((uint)rounded, decimals, float.IsNegative(value), utf8);
            return true;
        }

        return false;
    }

    /// <summary>Digits before the decimal point; zero or less for a fraction, by the zeros that follow the point.</summary>
    private static int WholeDigits(float size)
    {
        if (size >= 1)
        {
            var digits = 1;
            while (size >= Powers[digits]) digits++;
            return digits;
        }

        return size >= 0.1f ? 0 : size >= 0.01f ? -1 : size >= 0.001f ? -2 : -3;
    }

    private static int WriteDecimal(uint scaled, int decimals, bool negative, Span<byte> utf8)
    {
        while (decimals > 0 && scaled % 10 == 0)
        {
            scaled /= 10;
            decimals--;
        }

        var start = 0;
        if (negative) utf8[start++] = (byte)'-';
        var power = (ulong)Powers[decimals];
        Utf8Formatter.TryFormat(scaled / power, utf8[start..], out var whole);
        var length = start + whole;
        if (decimals == 0)
            return length;
        utf8[length] = (byte)'.';
        var fraction = scaled % power;
        for (var i = decimals; i > 0; i--, fraction /= 10)
            utf8[length + i] = (byte)('0' + (fraction % 10));
        return length + 1 + decimals;
    }
}
