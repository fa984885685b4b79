using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>
/// <c>numeric(p, s)</c> and <c>money</c>: the value times 10^s as a big-endian two's complement number in base64 (Kafka Connect's Decimal). NaN
/// and infinity, which it cannot express, stay text.
/// </summary>
/// <param name="scale">Digits after the point.</param>
internal sealed class DecimalFormat(int scale) : ColumnFormat
{
    /// <summary>Digits that surely fit a long.</summary>
    private const int LongDigits = 18;

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        Span<char> digits = text.Length + scale <= 128 ? stackalloc char[128] : new char[text.Length + Math.Max(scale, 0)];
        if (Unscaled(text, digits, out var fraction) is not { } length)
        {
            json.WriteStringValue(text);
            return;
        }

        for (; fraction < scale; fraction++) digits[length++] = '0';
        // A negative scale rounds before the point: those digits are zeros.
        WriteUnscaled(json, digits[..(length - Math.Max(0, fraction - scale))]);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue("AA=="u8);

    /// <summary>Sign and digits without point, currency sign and separators; null for what is no number.</summary>
    internal static int? Unscaled(ReadOnlySpan<char> text, Span<char> digits, out int fraction)
    {
        var length = 0;
        var point = -1;
        fraction = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c == '-') digits[length++] = c;
            else if (c == '.') point = length;
            else if (c is not ('$' or ',')) return null;
        }

        if (point >= 0) fraction = length - point;
        return length;
    }

    internal static void WriteUnscaled(Utf8JsonWriter json, ReadOnlySpan<char> digits)
    {
        Span<byte> bytes = stackalloc byte[64];
        var number = digits.Length <= LongDigits
            ? new BigInteger(long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (number.TryWriteBytes(bytes, out var written, isBigEndian: true)) json.WriteBase64StringValue(bytes[..written]);
        else json.WriteBase64StringValue(number.ToByteArray(isBigEndian: true));
    }
}
