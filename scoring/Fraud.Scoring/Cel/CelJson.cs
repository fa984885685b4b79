using System.Globalization;
using System.Text.Json;

namespace Fraud.Scoring.Cel;

/// <summary>JSON as CEL values, as the specification maps them: every number is a double.</summary>
public static class CelJson
{
    private const long ExactMax = (1L << 53) - 1;

    /// <summary>Converts a JSON value.</summary>
    /// <param name="element">The value.</param>
    public static CelValue Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => CelValue.Of(element.GetString()!),
        JsonValueKind.Number => CelValue.Of(element.GetDouble()),
        JsonValueKind.True => CelValue.Of(true),
        JsonValueKind.False => CelValue.Of(false),
        JsonValueKind.Array => CelValue.Of(new CelList([.. element.EnumerateArray().Select(Read)])),
        JsonValueKind.Object => Map(element),
        _ => CelValue.Null,
    };

    /// <summary>
    /// Writes a value as JSON, as the specification maps them: integers beyond 2^53 and numbers that JSON has not as text, octets in base64;
    /// a map whose keys are not all texts as pairs.
    /// </summary>
    /// <param name="json">Receives the value.</param>
    /// <param name="value">The value.</param>
    public static void Write(Utf8JsonWriter json, CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.Bool:
                json.WriteBooleanValue(value.Bool);
                break;
            case CelKind.Int when value.Int is >= -ExactMax and <= ExactMax:
                json.WriteNumberValue(value.Int);
                break;
            case CelKind.Uint when value.Uint <= ExactMax:
                json.WriteNumberValue(value.Uint);
                break;
            case CelKind.Double when double.IsFinite(value.Double):
                json.WriteNumberValue(value.Double);
                break;
            case CelKind.Double:
                json.WriteStringValue(double.IsNaN(value.Double) ? "NaN" : value.Double > 0 ? "Infinity" : "-Infinity");
                break;
            case CelKind.Bytes:
                json.WriteBase64StringValue(value.Bytes);
                break;
            case CelKind.List:
                json.WriteStartArray();
                foreach (var element in value.List.Values)
                    Write(json, element);
                json.WriteEndArray();
                break;
            case CelKind.Map:
                WriteMap(json, value.Map);
                break;
            case CelKind.Null:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static string Text(CelValue value) => value.Kind switch
    {
        CelKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.Uint.ToString(CultureInfo.InvariantCulture),
        CelKind.String => value.String,
        CelKind.Timestamp => CelTimeText.Format(value.Timestamp),
        CelKind.Duration => CelTimeText.Format(value.Duration),
        CelKind.Type => value.Type.RuntimeName,
        _ => throw new ArgumentException($"There is no JSON for {value}.", nameof(value)),
    };

    private static void WriteMap(Utf8JsonWriter json, CelMap map)
    {
        if (map.Keys.All(key => key.Kind == CelKind.String))
        {
            json.WriteStartObject();
            foreach (var (key, value) in map.Entries)
            {
                json.WritePropertyName(key.String);
                Write(json, value);
            }

            json.WriteEndObject();
            return;
        }

        json.WriteStartArray();
        foreach (var (key, value) in map.Entries)
            Write(json, CelValue.Of(new CelList(key, value)));
        json.WriteEndArray();
    }

    // The last of several properties with one name counts, as in JavaScript.
    private static CelValue Map(JsonElement element)
    {
        var properties = new Dictionary<string, JsonElement>();
        foreach (var property in element.EnumerateObject())
            properties[property.Name] = property.Value;
        _ = CelMap.TryCreate(properties.SelectMany(pair => new[] { CelValue.Of(pair.Key), Read(pair.Value) }).ToArray(), out var map);
        return CelValue.Of(map);
    }
}
