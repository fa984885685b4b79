using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fraud.Scoring.Cel;

/// <summary>Timestamps as RFC 3339 and durations as Go writes them, which is what CEL's specification refers to.</summary>
internal static class CelTimeText
{
    private const int FractionDigits = 9;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads RFC 3339: <c>2023-08-26T12:39:00.5-07:00</c>. Digits beyond nanoseconds are cut.</summary>
    public static CelFailure TryParse(string text, out CelTimestamp value)
    {
        value = default;
        var s = text.AsSpan();
        if (s.Length < 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':')
            return LooksLikeAnotherYear(text) ? CelFailure.OutOfRange : CelFailure.InvalidText;
        if (!Digits(s[..4], out var year) || !Digits(s[5..7], out var month) || !Digits(s[8..10], out var day)
            || !Digits(s[11..13], out var hour) || !Digits(s[14..16], out var minute) || !Digits(s[17..19], out var second))
            return CelFailure.InvalidText;
        if (month is < 1 or > 12 || day < 1 || hour > 23 || minute > 59 || second > 59)
            return CelFailure.InvalidText;
        if (year == 0)
            return CelFailure.OutOfRange;
        if (day > DateTime.DaysInMonth(year, month) || !Fraction(s[19..], out var nanos, out var zone) || !Zone(zone, out var offset))
            return CelFailure.InvalidText;
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        value = new CelTimestamp((ticks / TimeSpan.TicksPerSecond) - offset, nanos);
        return value.Seconds is < CelTimestamp.SecondsMin or > CelTimestamp.SecondsMax ? CelFailure.OutOfRange : CelFailure.None;
    }

    /// <summary>Writes RFC 3339 in UTC with as many fraction digits as needed.</summary>
    public static string Format(CelTimestamp value)
    {
        var time = DateTime.UnixEpoch.AddTicks(value.Seconds * TimeSpan.TicksPerSecond);
        var text = time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return value.Nanos == 0 ? text + "Z" : $"{text}.{FractionText(value.Nanos)}Z";
    }

    /// <summary>Reads a duration: an optional sign, then numbers with the units h, m, s, ms, us, ns; or 0.</summary>
    public static CelFailure TryParse(string text, out CelDuration value)
    {
        value = default;
        var s = text.AsSpan();
        var negative = s.StartsWith("-");
        if (negative || s.StartsWith("+"))
            s = s[1..];
        if (s is "0")
            return CelFailure.None;
        if (s.IsEmpty)
            return CelFailure.InvalidText;
        Int128 total = 0;
        while (!s.IsEmpty)
        {
            var failure = TakeAmount(ref s, out var nanos);
            if (failure != CelFailure.None)
                return failure;
            total += nanos;
            if (total > (Int128)long.MaxValue + 1)
                return CelFailure.OutOfRange;
        }

        total = negative ? -total : total;
        if (total > long.MaxValue || total < long.MinValue)
            return CelFailure.OutOfRange;
        value = new CelDuration((long)total);
        return CelFailure.None;
    }

    /// <summary>Writes seconds with the suffix s.</summary>
    public static string Format(CelDuration value)
    {
        var seconds = Math.DivRem(value.Nanos, CelTimestamp.NanosPerSecond, out var nanos);
        var sign = value.Nanos < 0 ? "-" : "";
        var text = new StringBuilder(sign).Append(CultureInfo.InvariantCulture, $"{Math.Abs(seconds)}");
        if (nanos != 0)
            text.Append('.').Append(FractionText((int)Math.Abs(nanos)));
        return text.Append('s').ToString();
    }

    private static CelFailure TakeAmount(ref ReadOnlySpan<char> s, out Int128 nanos)
    {
        nanos = 0;
        var length = s.IndexOfAnyExcept(NumberCharacters);
        if (length <= 0)
            return CelFailure.InvalidText;
        var number = s[..length];
        s = s[length..];
        var unitLength = s.IndexOfAny(NumberCharacters);
        var unit = unitLength < 0 ? s : s[..unitLength];
        s = s[unit.Length..];
        long scale = unit switch
        {
            "h" => 3_600_000_000_000,
            "m" => 60_000_000_000,
            "s" => CelTimestamp.NanosPerSecond,
            "ms" => 1_000_000,
            "us" or "µs" or "μs" => 1_000,
            "ns" => 1,
            _ => 0,
        };
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? default : number[(point + 1)..];
        if (scale == 0 || fraction.Contains('.') || whole.Length + fraction.Length == 0)
            return CelFailure.InvalidText;
        if (whole.TrimStart('0').Length > 19)
            return CelFailure.OutOfRange;
        nanos = (whole.IsEmpty ? 0 : Int128.Parse(whole, CultureInfo.InvariantCulture)) * scale;
        nanos += FractionOf(fraction, scale);
        return CelFailure.None;
    }

    private static Int128 FractionOf(ReadOnlySpan<char> digits, long scale)
    {
        Int128 sum = 0;
        Int128 weight = 1;
        foreach (var digit in digits[..Math.Min(digits.Length, 18)])
        {
            sum = (sum * 10) + (digit - '0');
            weight *= 10;
        }

        return sum * scale / weight;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }

    private static bool Fraction(ReadOnlySpan<char> s, out int nanos, out ReadOnlySpan<char> rest)
    {
        nanos = 0;
        rest = s;
        if (s.IsEmpty || s[0] is not ('.' or ','))
            return true;
        var length = s[1..].IndexOfAnyExceptInRange('0', '9');
        if (length <= 0)
            return false;
        for (var i = 0; i < FractionDigits; i++)
            nanos = (nanos * 10) + (i < length ? s[1 + i] - '0' : 0);
        rest = s[(1 + length)..];
        return true;
    }

    private static bool Zone(ReadOnlySpan<char> s, out int seconds)
    {
        seconds = 0;
        if (s is "Z")
            return true;
        if (s.Length != 6 || s[0] is not ('+' or '-') || s[3] != ':' || !Digits(s[1..3], out var hours) || !Digits(s[4..], out var minutes))
            return false;
        seconds = ((hours * 60) + minutes) * (s[0] == '-' ? -60 : 60);
        return hours <= 23 && minutes <= 59;
    }

    private static bool LooksLikeAnotherYear(string text) =>
        text.Length > 20 && text[^1] == 'Z' && text.IndexOf('-', StringComparison.Ordinal) > 4;

    private static string FractionText(int nanos) => nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
}
