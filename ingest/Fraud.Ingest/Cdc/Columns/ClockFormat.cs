using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>time</c> since midnight: in microseconds, or in milliseconds where the column has at most three digits after the second.</summary>
/// <param name="digits">Digits after the second, 0 to 6.</param>
internal sealed class ClockFormat(int digits) : ColumnFormat
{
    private const int MillisDigits = 3;

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var micros = PostgresTime.ClockMicros(text);
        json.WriteNumberValue(digits <= MillisDigits ? micros / 1000 : micros);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteNumberValue(0);
}
