using System.Globalization;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>interval</c> in microseconds, a month taken as 365.25 / 12 days; in floating point, as Debezium reckons, so that digits agree.</summary>
internal sealed class IntervalFormat : ColumnFormat
{
    public static readonly IntervalFormat Instance = new();
    private const double DaysPerMonth = 365.25 / 12.0;

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        int months = 0, days = 0, hours = 0, minutes = 0;
        var seconds = 0.0;
        var number = 0;
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (word.Contains(':')) (hours, minutes, seconds) = Clock(word);
            else if (word.StartsWith("year")) months += number * 12;
            else if (word.StartsWith("mon")) months += number;
            else if (word.StartsWith("day")) days += number;
            else number = int.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var allDays = (months * DaysPerMonth) + days;
        var allSeconds = (((((allDays * 24) + hours) * 60) + minutes) * 60) + seconds;
        json.WriteNumberValue((long)(allSeconds * 1e6));
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteNumberValue(0);

    /// <summary>Of <c>[-|+]HH:mm:ss[.ffffff]</c>; hours may have more digits.</summary>
    private static (int Hours, int Minutes, double Seconds) Clock(ReadOnlySpan<char> text)
    {
        var sign = text[0] == '-' ? -1 : 1;
        text = text.TrimStart("+-");
        var colon = text.IndexOf(':');
        var rest = text[(colon + 1)..];
        var micros = rest.Length > 6 ? PostgresTime.Fraction(rest[6..]) : 0;
        return (
            sign * PostgresTime.Number(text[..colon]),
            sign * PostgresTime.Number(rest[..2]),
            (sign * PostgresTime.Number(rest[3..5])) + (sign * micros / 1_000_000.0));
    }
}
