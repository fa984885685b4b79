using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>Times inside JSON records.</summary>
public static class JsonTime
{
    /// <summary>Writes Unix milliseconds as an RFC 3339 string property.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long unixMs)
    {
        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        json.WriteString(name, text[..Rfc3339.Format(unixMs, text)]);
    }

    /// <summary>Reads an RFC 3339 string value as Unix milliseconds.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static long ReadTime(this ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && !json.HasValueSequence && Rfc3339.TryParse(json.ValueSpan, out var unixMs))
            return unixMs;
        throw new JsonException("expected an RFC 3339 time");
    }
}
