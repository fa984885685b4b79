using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>timestamp</c> since 1970: in microseconds, or in milliseconds where the column has at most three digits after the second.</summary>
/// <param name="digits">Digits after the second, 0 to 6.</param>
internal sealed class TimestampFormat(int digits) : ColumnFormat
{
    /// <summary>What the JDBC driver has for infinity, in microseconds.</summary>
    private const long Infinity = 9_223_372_036_825_200_000;
    private const long NegativeInfinity = -9_223_372_036_832_400_000;
    private const int MillisDigits = 3;

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var micros = text switch
        {
            "infinity" => Infinity,
            "-infinity" => NegativeInfinity,
            _ => PostgresTime.Micros(text),
        };
        json.WriteNumberValue(digits <= MillisDigits ? Math.DivRem(micros - (micros < 0 ? 999 : 0), 1000).Quotient : micros);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteNumberValue(0);
}
