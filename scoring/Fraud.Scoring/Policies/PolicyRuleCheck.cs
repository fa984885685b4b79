using System.Text.RegularExpressions;
using Fraud.Scoring.Cel;

namespace Fraud.Scoring.Policies;

/// <summary>Makes a rule of its section of the document, and checks its condition.</summary>
internal static partial class PolicyRuleCheck
{
    private const int PointsMax = 1000;

    public static PolicyRule Check(PolicySection section, PolicySchema schema, List<PolicyError> errors)
    {
        var values = new PolicyValues(section, "a rule", section["id"]?.Text, errors);
        var id = values.Text("id", PolicyChecker.IdForm(), "lower-case letters, digits and hyphens");
        var rule = new PolicyRule
        {
            Id = id,
            Name = values.Text("name"),
            When = values.Text("when"),
            Points = values.Whole("points", -PointsMax, PointsMax) ?? 0,
            Forced = values.Forced("outcome"),
            Code = values.Text("code", CodeForm(), "capitals, digits and underscores, e.g. CARD_VELOCITY"),
            Sentence = values.Text("sentence"),
            Group = values.OptionalText("group") ?? "",
            Owner = values.OptionalText("owner") ?? "",
            ExpiresMs = values.Time("expires"),
            Enabled = values.Enabled("enabled"),
        };
        if (section["points"] is null == section["outcome"] is null)
            errors.Add(new PolicyError(section.Line, section.Column, id, "a rule has either 'points' or an 'outcome'"));
        if (section["when"] is { Text.Length: > 0 } when)
            CheckCondition(when, id, schema, errors);
        return rule;
    }

    private static void CheckCondition(PolicyScalar when, string rule, PolicySchema schema, List<PolicyError> errors)
    {
        var expression = CelExpression.TryCheck(when.Text, schema, CelDialect.Rules, out var wrong);
        foreach (var error in wrong)
            Add(error.Position, error.Message, error.Suggestion);
        if (expression is not null && expression.Type.Kind is not (CelKind.Bool or CelKind.Dyn))
            Add(0, $"a condition is true or false, but this is {expression.Type}", null);

        void Add(int position, string message, string? suggestion)
        {
            var (line, column) = when.Locate(position);
            errors.Add(new PolicyError(line, column, rule, message, suggestion));
        }
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]{1,63}$")]
    private static partial Regex CodeForm();
}
