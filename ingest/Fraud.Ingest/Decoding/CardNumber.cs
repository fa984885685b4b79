namespace Fraud.Ingest.Decoding;

/// <summary>
/// Recognises payment card numbers (PANs, ISO/IEC 7812): 13 to 19 digits whose last is a valid Luhn check digit, plain or grouped by single
/// spaces or hyphens. No issuer number starts with 0, and with 1 only the 15 digits of airline travel cards, so times in milliseconds or
/// nanoseconds pass. One in ten random numbers of that length has a valid check digit: such ids need a letter or another length.
/// </summary>
public static class CardNumber
{
    private const int DigitsMin = 13;
    private const int DigitsMax = 19;

    /// <summary>True when the whole text is a card number.</summary>
    /// <param name="utf8">Text of an identifier.</param>
    public static bool LooksLike(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < DigitsMin || utf8[0] is < (byte)'1' or > (byte)'9') return false;
        return NumberAt(utf8, out var length) && length == utf8.Length;
    }

    /// <summary>Overwrites all but the last four digits of every card number in a text with <c>*</c>.</summary>
    /// <param name="text">Any bytes.</param>
    /// <returns>True when there was one.</returns>
    public static bool Mask(Span<byte> text)
    {
        var found = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsDigit(text[i])) continue;
            if (NumberAt(text[i..], out var length))
            {
                MaskDigits(text.Slice(i, length));
                found = true;
            }

            i += length - 1;
        }

        return found;
    }

    /// <summary>Looks at the run of digits and separators at the start; <paramref name="length"/> is the length of that run.</summary>
    private static bool NumberAt(ReadOnlySpan<byte> text, out int length)
    {
        Span<byte> digits = stackalloc byte[DigitsMax];
        var count = 0;
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsDigit(text[i]))
            {
                if (count < DigitsMax) digits[count] = (byte)(text[i] - '0');
                count++;
                length = i + 1;
            }
            else if (text[i] is not ((byte)' ' or (byte)'-') || length != i)
            {
                break;
            }
        }

        return count is >= DigitsMin and <= DigitsMax && digits[0] != 0 && (digits[0] != 1 || count == 15) && Luhn(digits[..count]);
    }

    /// <summary>ISO/IEC 7812-1 annex B.</summary>
    private static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)];
            if (i % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static void MaskDigits(Span<byte> number)
    {
        var kept = 0;
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (IsDigit(number[i]) && ++kept > 4) number[i] = (byte)'*';
        }
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
