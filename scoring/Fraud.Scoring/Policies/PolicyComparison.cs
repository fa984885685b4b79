using System.Globalization;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Policies;

/// <summary>What differs between two policies. Layout, comments and blanks between the tokens of a condition do not count.</summary>
public static class PolicyComparison
{
    private const string Condition = "when";

    /// <summary>The differences: head, thresholds, model, lists, then rules in the order of the later policy, removed ones last.</summary>
    /// <param name="before">The earlier policy.</param>
    /// <param name="after">The later policy.</param>
    public static IReadOnlyList<PolicyChange> Of(Policy before, Policy after) =>
    [
        .. Fields("policy", Head(before), Head(after)),
        .. Named("list", before.Lists, after.Lists, list => list.Name, list => $"{list.Entries.Count} entries", Fields),
        .. Named("rule", before.Rules, after.Rules, rule => rule.Id, rule => rule.When, Fields),
        .. Order(before, after),
    ];

    private static IEnumerable<PolicyChange> Named<T>(
        string noun,
        IReadOnlyList<T> before,
        IReadOnlyList<T> after,
        Func<T, string> name,
        Func<T, string> summary,
        Func<T, Dictionary<string, string>> fields)
    {
        var old = before.ToDictionary(name);
        foreach (var item in after)
        {
            if (!old.Remove(name(item), out var earlier))
            {
                yield return new PolicyChange($"{noun} {name(item)}", null, summary(item));
                continue;
            }

            foreach (var change in Fields($"{noun} {name(item)}", fields(earlier), fields(item)))
                yield return change;
        }

        foreach (var item in before.Where(item => old.ContainsKey(name(item))))
            yield return new PolicyChange($"{noun} {name(item)}", summary(item), null);
    }

    private static IEnumerable<PolicyChange> Fields(string place, Dictionary<string, string> before, Dictionary<string, string> after) =>
        before.Keys.Union(after.Keys)
            .Where(field => !AreAlike(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
            .Select(field => new PolicyChange($"{place}: {field}", before.GetValueOrDefault(field), after.GetValueOrDefault(field)));

    private static bool AreAlike(string field, string? before, string? after) =>
        before == after || (field == Condition && Tokens(before!).SequenceEqual(Tokens(after!)));

    private static IEnumerable<string> Tokens(string condition) => CelLexer.Read(condition).Select(token => token.Text);

    // Reasons stand in the order of the rules where their points are equal.
    private static IEnumerable<PolicyChange> Order(Policy before, Policy after)
    {
        var common = before.Rules.Select(rule => rule.Id).Intersect(after.Rules.Select(rule => rule.Id)).ToHashSet();
        var (first, second) = (Ids(before), Ids(after));
        if (first != second)
            yield return new PolicyChange("order of rules", first, second);

        string Ids(Policy policy) => string.Join(' ', policy.Rules.Select(rule => rule.Id).Where(common.Contains));
    }

    private static Dictionary<string, string> Head(Policy policy)
    {
        var head = new Dictionary<string, string>
        {
            ["name"] = policy.Name,
            ["version"] = Text(policy.Version),
            ["description"] = policy.Description,
            ["review"] = Text(policy.Thresholds.Review),
            ["decline"] = Text(policy.Thresholds.Decline),
        };
        if (policy.Model is not { } model)
            return head;
        head["model"] = model.Bundle;
        head["weight of the model"] = model.Weight.ToString("R", CultureInfo.InvariantCulture);
        return head;
    }

    private static Dictionary<string, string> Fields(PolicyList list) => list.Entries.ToDictionary(entry => entry.Value, Text);

    private static Dictionary<string, string> Fields(PolicyRule rule) => new()
    {
        ["name"] = rule.Name,
        [Condition] = rule.When,
        ["points"] = Text(rule.Points),
        ["outcome"] = rule.Forced?.ToString() ?? "by score",
        ["code"] = rule.Code,
        ["sentence"] = rule.Sentence,
        ["group"] = rule.Group,
        ["owner"] = rule.Owner,
        ["expires"] = Time(rule.ExpiresMs),
        ["enabled"] = rule.Enabled ? "yes" : "no",
    };

    private static string Text(PolicyListEntry entry) =>
        $"{entry.Reason ?? "no reason"}, {entry.Author ?? "no author"}, expires {Time(entry.ExpiresMs)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(long? milliseconds) => milliseconds is { } some
        ? DateTimeOffset.FromUnixTimeMilliseconds(some).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : "never";
}
