using System.Globalization;
using System.Text.Json;

namespace Fraud.Features.Profiles;

/// <summary>Reads columns of a row in the Debezium envelope. A missing or null column, or one of another type, is null.</summary>
internal static class RowFields
{
    /// <summary>Epoch numbers at least this large are microseconds; below, milliseconds (until the year 5138).</summary>
    private const long MicrosecondsMin = 100_000_000_000_000;

    public static string? Text(JsonElement row, string column) => Field(row, column) switch
    {
        { ValueKind: JsonValueKind.String } field => field.GetString() is { Length: > 0 } text ? text : null,
        { ValueKind: JsonValueKind.Number } field => field.GetRawText(),
        _ => null,
    };

    public static long? Whole(JsonElement row, string column) => Field(row, column) switch
    {
        { ValueKind: JsonValueKind.Number } field when field.TryGetInt64(out var number) => number,
        { ValueKind: JsonValueKind.Number } field => (long)field.GetDouble(),
        { ValueKind: JsonValueKind.String } field when
            decimal.TryParse(field.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => (long)number,
        _ => null,
    };

    /// <summary>Unix milliseconds of an ISO 8601 string, or of epoch micro- or milliseconds.</summary>
    public static long? TimeMs(JsonElement row, string column) => Field(row, column) switch
    {
        { ValueKind: JsonValueKind.Number } field when field.TryGetInt64(out var number) =>
            Math.Abs(number) >= MicrosecondsMin ? number / 1000 : number,
        { ValueKind: JsonValueKind.String } field when DateTimeOffset.TryParse(
            field.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time.ToUnixTimeMilliseconds(),
        _ => null,
    };

    public static bool Has(JsonElement row, string column) => Field(row, column) is not null;

    private static JsonElement? Field(JsonElement row, string column) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(column, out var field) ? field : null;
}
