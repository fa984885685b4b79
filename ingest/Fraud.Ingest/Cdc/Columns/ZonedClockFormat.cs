using System.Globalization;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>timetz</c> as ISO 8601 text in UTC, without zeros at the end of the fraction.</summary>
internal sealed class ZonedClockFormat : ColumnFormat
{
    public static readonly ZonedClockFormat Instance = new();
    private const string EndOfDay = "24:00:00";

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var sign = text.LastIndexOfAny('+', '-');
        var clock = text[..sign];
        var offset = OffsetSeconds(text[(sign + 1)..]) * (text[sign] == '-' ? -1 : 1);
        if (offset == 0 && clock.SequenceEqual(EndOfDay))
        {
            json.WriteStringValue("24:00:00Z"u8);
            return;
        }

        var time = TimeOnly.MinValue.Add(TimeSpan.FromMicroseconds(PostgresTime.ClockMicros(clock) - (offset * 1_000_000L)));
        Span<char> output = stackalloc char[24];
        time.TryFormat(output, out var length, "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        output[length++] = 'Z';
        json.WriteStringValue(output[..length]);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue("00:00:00Z"u8);

    /// <summary>Of <c>HH[:mm[:ss]]</c>.</summary>
    private static int OffsetSeconds(ReadOnlySpan<char> text)
    {
        var seconds = PostgresTime.Number(text[..2]) * 3600;
        if (text.Length >= 5) seconds += PostgresTime.Number(text[3..5]) * 60;
        return text.Length >= 8 ? seconds + PostgresTime.Number(text[6..8]) : seconds;
    }
}
