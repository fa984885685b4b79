using System.Text.Json;
using Fraud.Scoring.Cel;

namespace Fraud.Host.Commands.Rules;

/// <summary>One line of <see cref="BatchEvaluation"/>.</summary>
/// <param name="Source">The expression.</param>
/// <param name="Types">Type of each name; a name without a declared type has that of its value.</param>
/// <param name="Values">Values by name.</param>
/// <param name="IsChecked">False leaves type errors to the evaluation.</param>
internal sealed record BatchRequest(
    string Source, IReadOnlyDictionary<string, CelType> Types, IReadOnlyDictionary<string, CelValue> Values, bool IsChecked)
{
    /// <summary>The names by the types of their values; a name without a value may have any type.</summary>
    public Dictionary<string, CelType> OwnTypes() => Types.Keys.ToDictionary(
        name => name, name => Values.TryGetValue(name, out var value) ? CelType.OfKind(value.Kind) : CelType.Dyn);

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is no such object.</exception>
    public static BatchRequest Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
            throw new FormatException("the line is not an object");
        if (!line.TryGetProperty("expr", out var source) || source.ValueKind != JsonValueKind.String)
            throw new FormatException("\"expr\" must be a text");
        var values = Members(line, "bindings").ToDictionary(pair => pair.Name, pair => TaggedValue.Read(pair.Value));
        var types = values.ToDictionary(pair => pair.Key, pair => CelType.OfKind(pair.Value.Kind));
        foreach (var (name, declared) in Members(line, "type_env"))
            types[name] = Type(declared);
        return new BatchRequest(source.GetString()!, types, values, !IsSet(line, "disable_check"));
    }

    private static CelType Type(JsonElement declared) =>
        declared.ValueKind == JsonValueKind.String && CelTypeText.TryParse(declared.GetString()!, out var type)
            ? type
            : throw new FormatException($"{declared.GetRawText()} is not a type");

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement line, string property)
    {
        if (!line.TryGetProperty(property, out var members) || members.ValueKind == JsonValueKind.Null)
            return [];
        if (members.ValueKind != JsonValueKind.Object)
            throw new FormatException($"\"{property}\" must be an object");
        return members.EnumerateObject().GroupBy(member => member.Name).Select(same => (same.Key, same.Last().Value));
    }

    private static bool IsSet(JsonElement line, string property)
    {
        if (!line.TryGetProperty(property, out var flag) || flag.ValueKind is JsonValueKind.False or JsonValueKind.Null)
            return false;
        return flag.ValueKind == JsonValueKind.True ? true : throw new FormatException($"\"{property}\" must be true or false");
    }
}
