using System.Text.Json;
using Fraud.Scoring.Cel;

namespace Fraud.Host.Commands.Rules;

/// <summary>
/// Expressions of plain CEL, one JSON object a line: <c>{"id","expr","bindings":{name: value},"type_env":{name: type},"disable_check":bool}</c>
/// is answered by <c>{"id","value"}</c> or <c>{"id","error"}</c>. Values are written as <see cref="TaggedValue"/> says.
/// </summary>
internal static class BatchEvaluation
{
    private const int JsonDepthMax = 1000;

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = JsonDepthMax };

    private static readonly CelDialect Checked = CelDialect.Standard with
    {
        Limits = new CelLimits { SourceLengthMax = 100_000, DepthMax = 250, CostMax = 10_000_000 },
    };

    private static readonly CelDialect Unchecked = Checked with { ChecksTypes = false };

    /// <summary>The answer to one line; whatever is wrong with the line is in its answer.</summary>
    public static string Answer(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, ReaderOptions);
            return Answer(document.RootElement);
        }
        catch (JsonException error)
        {
            return Write(null, json => json.WriteString("error", $"the line is not JSON: {error.Message}"));
        }
    }

    private static string Answer(JsonElement line)
    {
        JsonElement? id = line.ValueKind == JsonValueKind.Object && line.TryGetProperty("id", out var given) ? given : null;
        try
        {
            var value = Evaluate(line, out var error);
            return Write(id, json =>
            {
                if (error is not null)
                {
                    json.WriteString("error", error);
                    return;
                }

                json.WritePropertyName("value");
                TaggedValue.Write(json, value);
            });
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or InsufficientExecutionStackException)
        {
            return Write(id, json => json.WriteString("error", error.Message));
        }
    }

    private static CelValue Evaluate(JsonElement line, out string? error)
    {
        var request = BatchRequest.Read(line);
        var schema = Schema(request.Types);
        error = null;
        var expression = request.IsChecked ? Check(request.Source, schema, Checked, out error) : null;
        if (error is not null)
            return default;

        // A value may be of another type than its name was declared with, and then still has a type of its own.
        if (expression is null || !request.Values.All(pair => pair.Value.Is(request.Types[pair.Key])))
        {
            schema = Schema(request.OwnTypes());
            expression = Check(request.Source, schema, Unchecked, out error);
        }

        if (expression is null)
            return default;
        var value = expression.Compile<CelActivation>()(schema.Activate(request.Values));
        error = value.IsFailure ? $"{value.Failure.Describe()} (at {value.Position + 1})" : null;
        return value;
    }

    private static CelBindings Schema(IReadOnlyDictionary<string, CelType> types)
    {
        var schema = new CelBindings();
        foreach (var (name, type) in types)
            schema.Declare(name, type);
        return schema;
    }

    private static CelExpression? Check(string source, CelBindings schema, CelDialect dialect, out string? error)
    {
        var expression = CelExpression.TryCheck(source, schema, dialect, out var errors);
        error = expression is null ? $"{errors[0]} (at {errors[0].Position + 1})" : null;
        return expression;
    }

    private static string Write(JsonElement? id, Action<Utf8JsonWriter> write) => JsonLine.Of(json =>
    {
        json.WritePropertyName("id");
        if (id is { } given)
            given.WriteTo(json);
        else
            json.WriteNullValue();
        write(json);
    });
}
