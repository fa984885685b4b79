using System.Globalization;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>Reads dates and times as Postgres writes them in ISO style, years before Christ and far ones included.</summary>
internal static class PostgresTime
{
    private const long MicrosPerDay = 86_400_000_000;

    /// <summary>Days since 1970 of <c>y..y-MM-dd[ …][ BC]</c> in the proleptic Gregorian calendar.</summary>
    public static long Days(ReadOnlySpan<char> text)
    {
        var rest = AfterYear(text, out var year);
        return Days(year, Number(rest[1..3]), Number(rest[4..6]));
    }

    /// <summary>Microseconds since 1970 of <c>y..y-MM-dd HH:mm:ss[.ffffff][ BC]</c>, held within a long.</summary>
    public static long Micros(ReadOnlySpan<char> text)
    {
        var clock = text[(text.IndexOf(' ') + 1)..];
        var end = clock.IndexOf(' ');
        return (long)Int128.Clamp(((Int128)Days(text) * MicrosPerDay) + ClockMicros(end < 0 ? clock : clock[..end]), long.MinValue, long.MaxValue);
    }

    /// <summary>Microseconds since midnight of <c>HH:mm:ss[.ffffff]</c>.</summary>
    public static long ClockMicros(ReadOnlySpan<char> text)
    {
        long seconds = (Number(text[..2]) * 3600) + (Number(text[3..5]) * 60) + Number(text[6..8]);
        return (seconds * 1_000_000) + (text.Length > 9 ? Fraction(text[9..]) : 0);
    }

    /// <summary>What follows the year, without <c> BC</c>, and the year in astronomical numbering, where 1 BC is 0.</summary>
    public static ReadOnlySpan<char> AfterYear(ReadOnlySpan<char> text, out int year)
    {
        var dash = text.IndexOf('-');
        year = Number(text[..dash]);
        if (!text.EndsWith(" BC")) return text[dash..];
        year = 1 - year;
        return text[dash..^3];
    }

    /// <summary>Microseconds of up to six digits after the point.</summary>
    public static int Fraction(ReadOnlySpan<char> digits)
    {
        var micros = Number(digits);
        for (var i = digits.Length; i < 6; i++) micros *= 10;
        return micros;
    }

    public static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.</summary>
    private static long Days(long year, int month, int day)
    {
        if (month <= 2) year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }
}
