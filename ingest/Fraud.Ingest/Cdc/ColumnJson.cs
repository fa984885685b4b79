using System.Globalization;
using System.Text.Json;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// Values of Postgres columns as JSON, as Debezium's JSON converter writes them with <c>decimal.handling.mode=string</c>: whole numbers and
/// floats as numbers, booleans, <c>timestamptz</c> as an ISO 8601 text in UTC, <c>timestamp</c> and <c>time</c> in microseconds, <c>date</c> in
/// days, <c>bytea</c> in base64, everything else as Postgres writes it. Expects a session in UTC with ISO dates and hexadecimal bytea.
/// </summary>
internal static class ColumnJson
{
    public static void Write(Utf8JsonWriter json, uint type, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
            return;
        }

        switch (type)
        {
            case PostgresType.Boolean:
                // A cast writes true, the stream t.
                json.WriteBooleanValue(text[0] == 't');
                break;
            case PostgresType.Int2 or PostgresType.Int4 or PostgresType.Int8 or PostgresType.Oid or PostgresType.Float4 or PostgresType.Float8
                when text[^1] is >= '0' and <= '9':
                json.WriteRawValue(text, skipInputValidation: true);
                break;
            case PostgresType.TimestampTz when Time(text, out _):
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 10)}T{text.AsSpan(11, text.Length - 14)}Z"));
                break;
            case PostgresType.Timestamp when Time(text, out var micros):
                json.WriteNumberValue(micros);
                break;
            case PostgresType.Date when Time(text + " 00:00:00", out var midnight):
                json.WriteNumberValue(midnight / (TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond));
                break;
            case PostgresType.Time when TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time):
                json.WriteNumberValue(time.Ticks / TimeSpan.TicksPerMicrosecond);
                break;
            case PostgresType.Bytea when text.StartsWith("\\x", StringComparison.Ordinal):
                json.WriteBase64StringValue(Convert.FromHexString(text.AsSpan(2)));
                break;
            default:
                json.WriteStringValue(text);
                break;
        }
    }

    /// <summary>Microseconds since 1970; false for times that have no such number, as infinity and years BC, which stay text.</summary>
    private static bool Time(string text, out long micros)
    {
        micros = 0;
        if (!DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return false;
        micros = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return true;
    }
}
