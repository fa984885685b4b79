using System.Text.Json;

namespace Fraud.Scoring.Cel;

/// <summary>JSON as CEL values, as the specification maps them: every number is a double.</summary>
public static class CelJson
{
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
