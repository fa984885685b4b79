using System.Text.Json;
using Fraud.Scoring.Cel;

namespace Fraud.Host.Commands.Rules;

/// <summary>What an evaluation came to, as one line of JSON.</summary>
internal static class EvaluationJson
{
    /// <summary>What is wrong with an expression: message, suggestion and 1-based line and column of each error.</summary>
    public static void Write(TextWriter output, string source, IReadOnlyList<CelError> errors) => output.WriteLine(JsonLine.Of(json =>
    {
        json.WriteString("error", errors[0].ToString());
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("message", error.Message);
            json.WriteString("suggestion", error.Suggestion);
            Place(json, source, error.Position);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    /// <summary>The value and its type, or why there is none and where.</summary>
    public static void Write(TextWriter output, string source, CelExpression expression, CelValue value) => output.WriteLine(JsonLine.Of(json =>
    {
        if (value.IsFailure)
        {
            json.WriteString(value.Failure == CelFailure.Missing ? "missing" : "error", value.Failure.Describe());
            Place(json, source, value.Position);
            json.WriteString("type", expression.Type.ToString());
            return;
        }

        json.WritePropertyName("value");
        CelJson.Write(json, value);
        json.WriteString("type", expression.Type.IsDyn ? CelType.OfKind(value.Kind).ToString() : expression.Type.ToString());
    }));

    private static void Place(Utf8JsonWriter json, string source, int position)
    {
        var before = source.AsSpan(0, Math.Min(position, source.Length));
        json.WriteNumber("line", before.Count('\n') + 1);
        json.WriteNumber("column", position - (before.LastIndexOf('\n') + 1) + 1);
    }
}
