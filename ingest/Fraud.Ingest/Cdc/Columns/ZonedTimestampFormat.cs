using System.Globalization;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>
/// <c>timestamptz</c> as ISO 8601 text in UTC with the column's number of digits after the second; years beyond 9999 with a plus, those before
/// Christ with a minus, infinity as such.
/// </summary>
/// <param name="digits">Digits after the second, 0 to 6.</param>
internal sealed class ZonedTimestampFormat(int digits) : ColumnFormat
{
    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        if (text is "infinity" or "-infinity")
        {
            json.WriteStringValue(text);
            return;
        }

        // Of "-03-01 12:00:00.25+00" the zone is always UTC, because the session is.
        var rest = PostgresTime.AfterYear(text, out var year);
        var clock = rest[7..^"+00".Length];
        Span<char> output = stackalloc char[48];
        output.TryWrite(
            CultureInfo.InvariantCulture,
            $"{(year > 9999 ? "+" : year < 0 ? "-" : "")}{Math.Abs(year):0000}{rest[..6]}T{clock}{(digits > 0 && clock.Length == 8 ? "." : "")}",
            out var length);
        for (var fraction = Math.Max(0, clock.Length - 9); fraction < digits; fraction++) output[length++] = '0';
        output[length++] = 'Z';
        json.WriteStringValue(output[..length]);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue("1970-01-01T00:00:00Z"u8);
}
