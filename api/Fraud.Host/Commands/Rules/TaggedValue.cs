using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fraud.Scoring.Cel;

namespace Fraud.Host.Commands.Rules;

/// <summary>
/// CEL values as JSON objects whose only key is the type: <c>{"int":"-1"}</c>, <c>{"uint":"1"}</c>, <c>{"double":"1.5"}</c>,
/// <c>{"string":"a"}</c>, <c>{"bytes":base64}</c>, <c>{"bool":true}</c>, <c>{"null":null}</c>, <c>{"list":[value]}</c>,
/// <c>{"map":[[key,value]]}</c>, <c>{"timestamp":RFC 3339}</c>, <c>{"duration":"-1.5s"}</c>, <c>{"type":name}</c>.
/// </summary>
internal static class TaggedValue
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="FormatException">It is no such object.</exception>
    public static CelValue Read(JsonElement tagged)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (tagged.ValueKind != JsonValueKind.Object || tagged.GetPropertyCount() != 1)
            throw new FormatException($"a value is an object with its type as only key, not {tagged.GetRawText()}");
        var member = tagged.EnumerateObject().First();
        var content = member.Value;
        return (member.Name, content.ValueKind) switch
        {
            ("null", _) => CelValue.Null,
            ("bool", JsonValueKind.True or JsonValueKind.False) => CelValue.Of(content.GetBoolean()),
            ("list", JsonValueKind.Array) => CelValue.Of(new CelList([.. content.EnumerateArray().Select(Read)])),
            ("map", JsonValueKind.Array) => Map(content),
            ("int" or "uint" or "double", JsonValueKind.Number) => Scalar(member.Name, content.GetRawText()),
            (_, JsonValueKind.String) => Scalar(member.Name, content.GetString()!),
            _ => throw new FormatException($"{tagged.GetRawText()} is not a value"),
        };
    }

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter json, CelValue value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        json.WriteStartObject();
        json.WritePropertyName(value.Kind.ToString().ToLowerInvariant());
        switch (value.Kind)
        {
            case CelKind.Null:
                json.WriteNullValue();
                break;
            case CelKind.Bool:
                json.WriteBooleanValue(value.Bool);
                break;
            case CelKind.Bytes:
                json.WriteBase64StringValue(value.Bytes);
                break;
            case CelKind.List:
                WriteAll(json, value.List.Values);
                break;
            case CelKind.Map:
                json.WriteStartArray();
                foreach (var (key, entry) in value.Map.Entries)
                    WriteAll(json, [key, entry]);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, ReadOnlySpan<CelValue> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            Write(json, value);
        json.WriteEndArray();
    }

    private static string Text(CelValue value) => value.Kind switch
    {
        CelKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.Uint.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => value.Double.ToString("R", CultureInfo.InvariantCulture),
        CelKind.String => value.String,
        CelKind.Timestamp => value.Timestamp.ToString(),
        CelKind.Duration => value.Duration.ToString(),
        CelKind.Type => value.Type.RuntimeName,
        _ => throw new ArgumentException($"{value} cannot be written.", nameof(value)),
    };

    private static CelValue Scalar(string type, string text)
    {
        const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        CelValue? value = type switch
        {
            "int" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => CelValue.Of(number),
            "uint" when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => CelValue.Of(number),
            "double" when double.TryParse(text, Float, CultureInfo.InvariantCulture, out var number) => CelValue.Of(number),
            "string" => CelValue.Of(text),
            "bytes" => CelValue.Of(Convert.FromBase64String(text)),
            "timestamp" when CelTimestamp.TryParse(text, out var time) => CelValue.Of(time),
            "duration" when CelDuration.TryParse(text, out var length) => CelValue.Of(length),
            "type" when CelTypeText.TryParse(text, out var named) => CelValue.Of(named),
            _ => null,
        };
        return value ?? throw new FormatException($"\"{text}\" is not a {type}");
    }

    private static CelValue Map(JsonElement entries)
    {
        var parts = new List<CelValue>();
        foreach (var entry in entries.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2)
                throw new FormatException("a map is a list of pairs of key and value");
            parts.AddRange(entry.EnumerateArray().Select(Read));
        }

        var failure = CelMap.TryCreate(parts.ToArray(), out var map);
        return failure == CelFailure.None ? CelValue.Of(map) : throw new FormatException(failure.Describe());
    }
}
