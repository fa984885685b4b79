using Fraud.Scoring.Cel.Checking;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fraud.Scoring.Policies;

/// <summary>Reads policy files, YAML or JSON, into documents that know where everything stands.</summary>
public sealed class PolicyReader
{
    /// <summary>Longest file, characters; a longer one is refused.</summary>
    public const int LengthMax = 4 << 20;

    private static readonly string[] HeadKeys = ["name", "version", "description"];
    private static readonly string[] FileKeys = [.. HeadKeys, "thresholds", "model", "lists", "rules", "$schema"];
    private static readonly string[] ThresholdKeys = ["review", "decline"];
    private static readonly string[] ModelKeys = ["bundle", "weight"];
    private static readonly string[] EntryKeys = ["value", "reason", "author", "expires"];
    private static readonly string[] RuleKeys =
        ["id", "name", "when", "points", "outcome", "code", "sentence", "group", "owner", "expires", "enabled"];

    private readonly List<PolicyError> _errors = [];
    private readonly string _text;

    private PolicyReader(string text) => _text = text;

    /// <summary>Reads a policy from its text.</summary>
    /// <param name="text">The text, YAML or JSON.</param>
    /// <param name="errors">What is wrong; empty when the document is returned.</param>
    /// <returns>The document; null when the text has not the form of a policy.</returns>
    public static PolicyDocument? TryRead(string text, out IReadOnlyList<PolicyError> errors)
    {
        var reader = new PolicyReader(text);
        errors = reader._errors;
        var root = reader.Load();
        var document = root is null ? null : reader.File(root);
        return reader._errors.Count == 0 ? document : null;
    }

    private YamlMappingNode? Load()
    {
        if (_text.Length > LengthMax)
        {
            _errors.Add(new PolicyError(1, 1, null, $"the policy is longer than {LengthMax} characters"));
            return null;
        }

        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(_text);
            stream.Load(reader);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            _errors.Add(new PolicyError(1, 1, null, "a policy is one mapping: name, version, thresholds, rules"));
        }
        catch (YamlException error)
        {
            _errors.Add(new PolicyError((int)error.Start.Line, (int)error.Start.Column, null, $"the file is not YAML: {error.Message}"));
        }

        return null;
    }

    private PolicyDocument File(YamlMappingNode root)
    {
        var entries = Entries(root, FileKeys, "a policy");
        return new PolicyDocument(
            new PolicySection(1, 1, Scalars(entries.Where(entry => HeadKeys.Contains(entry.Key)))),
            entries.TryGetValue("thresholds", out var thresholds) ? Section(thresholds, ThresholdKeys, "thresholds") : null,
            entries.TryGetValue("model", out var model) ? Section(model, ModelKeys, "a model reference") : null,
            entries.TryGetValue("lists", out var lists) ? Lists(lists) : [],
            entries.TryGetValue("rules", out var rules) ? [.. Items(rules, "rules").Select(rule => Section(rule, RuleKeys, "a rule"))] : []);
    }

    private List<(PolicyScalar Name, IReadOnlyList<PolicySection> Entries)> Lists(YamlNode node)
    {
        var lists = new List<(PolicyScalar, IReadOnlyList<PolicySection>)>();
        if (node is not YamlMappingNode mapping)
        {
            Wrong(node, "lists is a mapping from names to entries");
            return lists;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode name)
                lists.Add((new PolicyScalar(name, _text), [.. Items(value, name.Value ?? "").Select(Entry)]));
        }

        return lists;
    }

    private PolicySection Entry(YamlNode node) => node is YamlScalarNode scalar
        ? new PolicySection((int)node.Start.Line, (int)node.Start.Column, new Dictionary<string, PolicyScalar> { ["value"] = new(scalar, _text) })
        : Section(node, EntryKeys, "a list entry");

    private IEnumerable<YamlNode> Items(YamlNode node, string name)
    {
        if (node is YamlSequenceNode sequence)
            return sequence.Children;
        if (node is not YamlScalarNode { Value: null or "" })
            Wrong(node, $"{name} is a sequence; each entry begins with '- '");
        return [];
    }

    private PolicySection Section(YamlNode node, string[] keys, string what)
    {
        if (node is YamlMappingNode mapping)
            return new PolicySection((int)node.Start.Line, (int)node.Start.Column, Scalars(Entries(mapping, keys, what)));
        Wrong(node, $"{what} is a mapping of {string.Join(", ", keys)}");
        return new PolicySection((int)node.Start.Line, (int)node.Start.Column, new Dictionary<string, PolicyScalar>());
    }

    private Dictionary<string, YamlNode> Entries(YamlMappingNode mapping, string[] keys, string what)
    {
        var entries = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (keys.Contains(name))
                entries[name] = value;
            else
                Wrong(key, $"{what} has no '{name}'", NearestName.Of(name, keys));
        }

        return entries;
    }

    private Dictionary<string, PolicyScalar> Scalars(IEnumerable<KeyValuePair<string, YamlNode>> entries)
    {
        var scalars = new Dictionary<string, PolicyScalar>();
        foreach (var (key, value) in entries)
        {
            if (value is YamlScalarNode scalar)
                scalars[key] = new PolicyScalar(scalar, _text);
            else
                Wrong(value, $"'{key}' is a single value");
        }

        return scalars;
    }

    private void Wrong(YamlNode node, string message, string? suggestion = null) =>
        _errors.Add(new PolicyError((int)node.Start.Line, (int)node.Start.Column, null, message, suggestion));
}
