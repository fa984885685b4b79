using System.Text.Json.Nodes;
using Fraud.Features;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Host;

public sealed class FeaturesListTests
{
    [Fact]
    public async Task The_catalogue_is_listed_whole_and_by_text()
    {
        var (code, output) = await FraudProgram.RunAsync("features", "list", "--json");
        var (_, some) = await FraudProgram.RunAsync("features", "list", "account.count_1h", "--json");

        Assert.Equal(0, code);
        Assert.Equal(FeatureCatalogue.Default.Features.Select(feature => feature.Name), JsonNode.Parse(output)!.AsArray().Select(f => (string?)f!["name"]));
        Assert.Equal("account.count_1h", (string?)Assert.Single(JsonNode.Parse(some)!.AsArray())!["name"]);
    }
}
