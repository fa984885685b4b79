using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>Steps of reading a record's JSON object with one forward reader.</summary>
internal static class JsonObject
{
    /// <summary>Moves to the next property name; false at the object's end.</summary>
    public static bool NextProperty(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    public static string String(ref Utf8JsonReader json)
    {
        json.Read();
        Expect(ref json, JsonTokenType.String);
        return json.GetString()!;
    }

    public static long Int64(ref Utf8JsonReader json)
    {
        json.Read();
        Expect(ref json, JsonTokenType.Number);
        return json.TryGetInt64(out var value) ? value : throw new JsonException("expected a whole number");
    }

    public static void SkipValue(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    public static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (json.TokenType != type)
            throw new JsonException($"expected {type}, found {json.TokenType} at byte {json.TokenStartIndex}");
    }

    public static JsonException Missing(string field) => new($"'{field}' is missing");
}
