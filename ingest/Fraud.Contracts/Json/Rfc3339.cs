using System.Text;

namespace Fraud.Contracts.Json;

/// <summary>Unix milliseconds to and from RFC 3339 text, e.g. <c>2026-03-01T12:00:00.250Z</c>. Milliseconds are left out when zero.</summary>
public static class Rfc3339
{
    /// <summary>Bytes of the longest text written.</summary>
    public const int MaxLength = 24;

    /// <summary>The earliest time that can be written, 0001-01-01.</summary>
    public static readonly long MinMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();

    /// <summary>The latest time that can be written, 9999-12-31.</summary>
    public static readonly long MaxMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Writes the text in UTF-8.</summary>
    /// <param name="unixMs">Between <see cref="MinMs"/> and <see cref="MaxMs"/>.</param>
    /// <param name="utf8">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(long unixMs, Span<byte> utf8)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime;
        Digits(utf8, 0, time.Year, 4);
        utf8[4] = (byte)'-';
        Digits(utf8, 5, time.Month, 2);
        utf8[7] = (byte)'-';
        Digits(utf8, 8, time.Day, 2);
        utf8[10] = (byte)'T';
        Digits(utf8, 11, time.Hour, 2);
        utf8[13] = (byte)':';
        Digits(utf8, 14, time.Minute, 2);
        utf8[16] = (byte)':';
        Digits(utf8, 17, time.Second, 2);
        var end = 19;
        if (time.Millisecond != 0)
        {
            utf8[19] = (byte)'.';
            Digits(utf8, 20, time.Millisecond, 3);
            end = 23;
        }

        utf8[end] = (byte)'Z';
        return end + 1;
    }

    /// <summary>The text of a time.</summary>
    public static string Format(long unixMs)
    {
        Span<byte> utf8 = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(utf8[..Format(unixMs, utf8)]);
    }

    /// <summary>
    /// Reads a date-time with an offset or <c>Z</c> (RFC 3339 section 5.6); digits finer than a millisecond are cut. A text without an
    /// offset is refused: it names no instant.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out long unixMs)
    {
        unixMs = 0;
        if (utf8.Length is < 20 or > 40 || utf8[4] != '-' || utf8[7] != '-' || (utf8[10] | 0x20) != 't' || utf8[13] != ':' || utf8[16] != ':')
            return false;
        if (!Number(utf8[..4], out var year) || !Number(utf8[5..7], out var month) || !Number(utf8[8..10], out var day)
            || !Number(utf8[11..13], out var hour) || !Number(utf8[14..16], out var minute) || !Number(utf8[17..19], out var second))
            return false;
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;
        var rest = utf8[19..];
        if (!Fraction(ref rest, out var millisecond) || !Offset(rest, out var offsetMinutes))
            return false;
        // A leap second is the last instant of its minute.
        var wholeSecond = Math.Min(second, 59);
        var time = new DateTime(year, month, day, hour, minute, wholeSecond, millisecond, DateTimeKind.Utc);
        unixMs = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond - offsetMinutes * 60_000L;
        return unixMs >= MinMs && unixMs <= MaxMs;
    }

    private static void Digits(Span<byte> utf8, int at, int value, int count)
    {
        for (var i = at + count - 1; i >= at; i--, value /= 10)
            utf8[i] = (byte)('0' + value % 10);
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + digit - '0';
        }

        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int millisecond)
    {
        millisecond = 0;
        if (rest[0] != '.')
            return true;
        var length = 1;
        while (length < rest.Length && Utf8Digit(rest[length]))
            length++;
        if (length == 1 || length == rest.Length)
            return false;
        for (var i = 1; i <= 3; i++)
            millisecond = millisecond * 10 + (i < length ? rest[i] - '0' : 0);
        rest = rest[length..];
        return true;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
            return (rest[0] | 0x20) == 'z';
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !Number(rest[1..3], out var hour) || !Number(rest[4..6], out var minute) || hour > 23 || minute > 59)
            return false;
        minutes = (rest[0] == '-' ? -1 : 1) * (hour * 60 + minute);
        return true;
    }

    private static bool Utf8Digit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
