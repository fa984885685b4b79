using System.Text.RegularExpressions;
using Fraud.Features;

namespace Fraud.Scoring.Policies;

/// <summary>Makes a policy of a document, or says everything that is wrong with it.</summary>
public sealed partial class PolicyChecker
{
    private const int RuleCountMax = 1000;
    private const int EntryCountMax = 100_000;
    private const int ListCountMax = 100;
    private const int ScoreMax = 1000;

    private readonly PolicyDocument _document;
    private readonly FeatureCatalogue _catalogue;
    private readonly List<PolicyError> _errors = [];

    private PolicyChecker(PolicyDocument document, FeatureCatalogue catalogue)
    {
        _document = document;
        _catalogue = catalogue;
    }

    /// <summary>Checks a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="catalogue">The features that its conditions may use.</param>
    /// <param name="errors">What is wrong, in file order; empty when the policy is returned.</param>
    /// <returns>The policy; null when something is wrong.</returns>
    public static Policy? TryCheck(PolicyDocument document, FeatureCatalogue catalogue, out IReadOnlyList<PolicyError> errors)
    {
        var checker = new PolicyChecker(document, catalogue);
        var policy = checker.Check();
        errors = [.. checker._errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
        return errors.Count == 0 ? policy : null;
    }

    /// <summary>Reads and checks a policy from its text.</summary>
    /// <param name="text">The text, YAML or JSON.</param>
    /// <param name="catalogue">The features that its conditions may use.</param>
    /// <param name="errors">What is wrong, in file order; empty when the policy is returned.</param>
    /// <returns>The policy; null when something is wrong.</returns>
    public static Policy? TryCheck(string text, FeatureCatalogue catalogue, out IReadOnlyList<PolicyError> errors)
    {
        var document = PolicyReader.TryRead(text, out errors);
        return document is null ? null : TryCheck(document, catalogue, out errors);
    }

    private Policy Check()
    {
        var head = new PolicyValues(_document.Head, "a policy", null, _errors);
        var lists = Lists();
        var schema = new PolicySchema(_catalogue, [.. lists.Select(list => list.Name)], _document.Model is not null);
        var policy = new Policy
        {
            Name = head.Text("name", IdForm(), "lower-case letters, digits and hyphens"),
            Version = head.Whole("version", 1, int.MaxValue) ?? Needed("version"),
            Description = head.OptionalText("description") ?? "",
            Thresholds = Thresholds(),
            Model = Model(),
            Lists = lists,
            Rules = Rules(schema),
            Digest = "",
        };
        return _errors.Count == 0 ? policy with { Digest = PolicyDigest.Of(policy) } : policy;
    }

    private int Needed(string key)
    {
        _errors.Add(new PolicyError(_document.Head.Line, _document.Head.Column, null, $"a policy needs '{key}'"));
        return 0;
    }

    private PolicyThresholds Thresholds()
    {
        if (_document.Thresholds is not { } section)
        {
            Needed("thresholds");
            return new PolicyThresholds(ScoreMax, ScoreMax);
        }

        var values = new PolicyValues(section, "thresholds", null, _errors);
        var review = values.Whole("review", 1, ScoreMax + 1);
        var decline = values.Whole("decline", 1, ScoreMax + 1);
        if (review is null || decline is null)
            _errors.Add(new PolicyError(section.Line, section.Column, null, "thresholds need 'review' and 'decline'"));
        else if (decline < review)
            values.Wrong(section["decline"]!, "'decline' must not be below 'review'");
        return new PolicyThresholds(review ?? ScoreMax, decline ?? ScoreMax);
    }

    private PolicyModel? Model()
    {
        if (_document.Model is not { } section)
            return null;
        var values = new PolicyValues(section, "a model reference", null, _errors);
        return new PolicyModel(values.Text("bundle"), values.Number("weight", 0, 1));
    }

    private List<PolicyList> Lists()
    {
        var lists = new List<PolicyList>();
        foreach (var (name, sections) in _document.Lists)
        {
            if (!NameForm().IsMatch(name.Text))
                Wrong(name, "the name of a list must be lower-case letters, digits and underscores");
            if (lists.Any(list => list.Name == name.Text))
                Wrong(name, $"the list '{name.Text}' stands twice");
            lists.Add(new PolicyList(name.Text, Entries(name, sections)));
        }

        if (lists.Count > ListCountMax)
            Wrong(_document.Lists[ListCountMax].Name, $"a policy has at most {ListCountMax} lists");
        return lists;
    }

    private List<PolicyListEntry> Entries(PolicyScalar list, IReadOnlyList<PolicySection> sections)
    {
        if (sections.Count > EntryCountMax)
            Wrong(list, $"a list has at most {EntryCountMax} entries");
        var entries = new List<PolicyListEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            var values = new PolicyValues(section, "a list entry", null, _errors);
            var value = values.Text("value");
            if (value.Length > 0 && !seen.Add(value))
                values.Wrong(section["value"]!, $"'{value}' stands twice in {list.Text}");
            entries.Add(new PolicyListEntry(value, values.OptionalText("reason"), values.OptionalText("author"), values.Time("expires")));
        }

        return entries;
    }

    private List<PolicyRule> Rules(PolicySchema schema)
    {
        var rules = new List<PolicyRule>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in _document.Rules)
        {
            var rule = PolicyRuleCheck.Check(section, schema, _errors);
            if (rule.Id.Length > 0 && !seen.Add(rule.Id))
                _errors.Add(new PolicyError(section["id"]!.Line, section["id"]!.Column, rule.Id, "the id stands twice"));
            rules.Add(rule);
        }

        if (rules.Count is 0 or > RuleCountMax)
            _errors.Add(new PolicyError(1, 1, null, $"a policy has 1 to {RuleCountMax} rules"));
        return rules;
    }

    private void Wrong(PolicyScalar scalar, string message) => _errors.Add(new PolicyError(scalar.Line, scalar.Column, null, message));

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    internal static partial Regex IdForm();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$")]
    private static partial Regex NameForm();
}
