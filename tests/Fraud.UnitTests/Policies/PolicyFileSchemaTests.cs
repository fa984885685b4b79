using System.Text.Json;
using Fraud.UnitTests.Architecture;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Fraud.UnitTests.Policies;

public class PolicyFileSchemaTests
{
    private readonly JsonElement _schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "scoring/policies/policy.schema.json"))).RootElement;

    [Fact]
    public void The_default_policy_has_the_shape_that_editors_expect()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Samples.DefaultText));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        Fits(root, _schema);
        Fits(Child(root, "thresholds"), _schema.GetProperty("properties").GetProperty("thresholds"));
        Fits(Child(root, "model"), _schema.GetProperty("properties").GetProperty("model"));
        foreach (var rule in (YamlSequenceNode)root.Children[new YamlScalarNode("rules")])
            Fits((YamlMappingNode)rule, _schema.GetProperty("$defs").GetProperty("rule"));
    }

    [Fact]
    public void Editors_know_every_key_that_the_reader_knows()
    {
        Assert.Equal(
            ["code", "enabled", "expires", "group", "id", "name", "outcome", "owner", "points", "sentence", "when"],
            Keys(_schema.GetProperty("$defs").GetProperty("rule")).Order());
        Assert.Equal(
            ["author", "expires", "reason", "value"],
            Keys(_schema.GetProperty("$defs").GetProperty("entry").GetProperty("oneOf")[1]).Order());
    }

    private static YamlMappingNode Child(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[new YamlScalarNode(key)];

    private static IEnumerable<string> Keys(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static void Fits(YamlMappingNode node, JsonElement schema)
    {
        var keys = node.Children.Keys.Select(key => ((YamlScalarNode)key).Value!).ToArray();
        Assert.Empty(keys.Except(Keys(schema)));
        Assert.Empty(schema.GetProperty("required").EnumerateArray().Select(key => key.GetString()!).Except(keys));
    }
}
