using System.Net;
using System.Text.Json.Nodes;
using Fraud.Features;
using Xunit;

namespace Fraud.IntegrationTests.Api;

public sealed class AlertEndpointTests(SeededApi seeded) : IClassFixture<SeededApi>
{
    [Theory]
    [InlineData("", 81)]
    [InlineData("outcome=decline", 40)]
    [InlineData("outcome=review,decline", 81)]
    [InlineData("status=closed", 0)]
    [InlineData("rule=card-velocity", 81)]
    [InlineData("rule=other", 0)]
    [InlineData("q=corner_shop", 20)]
    [InlineData("q=CORNER_", 20)]
    [InlineData("q=cornerXshop", 0)]
    [InlineData("q=%25", 0)]
    [InlineData("q=395%20payments.", 2)]
    [InlineData("q=corner&outcome=review", 0)]
    public async Task Pages_of_a_list_hold_every_alert_that_matches_once_newest_first(string filter, int expected)
    {
        var seqs = new List<long>();
        long? before = null;
        do
        {
            var page = await seeded.Api.GetAsync($"/v1/alerts?limit=7&{filter}{(before is null ? "" : $"&before={before}")}");
            seqs.AddRange(page["items"]!.AsArray().Select(item => (long)item!["seq"]!));
            before = (long?)page["next_before"];
            Assert.Equal(81, (long)page["position"]!);
        }
        while (before is not null);

        Assert.Equal(expected, seqs.Count);
        Assert.Equal(seqs.Order().Reverse().Distinct(), seqs);
    }

    [Fact]
    public async Task An_alert_shows_what_is_needed_to_judge_it()
    {
        var detail = await seeded.Api.GetAsync("/v1/alerts/P100");

        Assert.Equal(("P100", "A0", 200, "EUR", "decline", "open"), (
            (string)detail["alert"]!["payment_id"]!, (string)detail["alert"]!["account_id"]!, (int)detail["alert"]!["amount_minor"]!,
            (string)detail["alert"]!["currency"]!, (string)detail["alert"]!["outcome"]!, (string)detail["alert"]!["status"]!));
        Assert.Equal("VELOCITY MODEL_AMOUNT", string.Join(' ', detail["alert"]!["reasons"]!.AsArray().Select(r => (string)r!["code"]!)));
        Assert.Equal("0123456789abcdef", (string)detail["decision"]!["policy"]!["digest"]!);
        Assert.Equal("Corner_Shop", (string)detail["payment"]!["merchant_id"]!);
        Assert.Equal("P100 P50", string.Join(' ', detail["account_payments"]!.AsArray().Select(p => (string)p!["payment_id"]!).Where(p => p is "P100" or "P50")));
    }

    [Fact]
    public async Task Features_come_with_their_names_and_what_is_typical()
    {
        var features = (await seeded.Api.GetAsync("/v1/alerts/P100"))["features"]!.AsArray();

        Assert.Equal(FeatureCatalogue.Default.Features.Select(f => f.Name), features.Select(f => (string)f!["name"]!));
        Assert.Null(features[0]!["value"]);
        Assert.Null(features[0]!["typical"]);
        Assert.Equal(101, (double)features[1]!["value"]!);
    }

    [Fact]
    public async Task A_payment_id_that_two_accounts_used_needs_the_account()
    {
        Assert.Equal(409, (int)(await seeded.Api.GetAsync("/v1/alerts/P395"))["status"]!);
        Assert.Equal(409, (int)(await seeded.Api.GetAsync("/v1/decisions/P395"))["status"]!);
        Assert.Equal("A-other", (string)(await seeded.Api.GetAsync("/v1/alerts/P395?account_id=A-other"))["alert"]!["account_id"]!);
        Assert.Equal("A45", (string)(await seeded.Api.GetAsync("/v1/decisions/P395?account_id=A45"))["account_id"]!);
    }

    [Fact]
    public async Task A_decision_is_given_as_it_stands_on_the_log() => Assert.Equal(
        DecisionLog.DecisionBytes(DecisionLog.Decision(7)),
        await seeded.Api.Client.GetByteArrayAsync(new Uri("/v1/decisions/P7", UriKind.Relative)));

    [Theory]
    [InlineData("/v1/alerts?status=none", 400, "status")]
    [InlineData("/v1/alerts?limit=0", 400, "limit")]
    [InlineData("/v1/alerts?limit=many", 400, "cannot be read")]
    [InlineData("/v1/overview?minutes=7", 400, "minutes")]
    [InlineData("/v1/alerts/none", 404, "no alert")]
    [InlineData("/v1/decisions/none", 404, "no decision")]
    public async Task A_refusal_is_a_problem_that_says_what_is_wrong(string path, int status, string said)
    {
        using var response = await seeded.Api.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(said, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/alerts")]
    [InlineData("/v1/alerts/P5")]
    [InlineData("/v1/decisions/P5")]
    [InlineData("/v1/overview")]
    [InlineData("/v1/me")]
    public async Task Nothing_is_told_without_a_key(string path)
    {
        using var stranger = new HttpClient { BaseAddress = seeded.Api.Client.BaseAddress };
        using var response = await stranger.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        var paths = (JsonObject)(await seeded.Api.GetAsync("/openapi/v1.json"))["paths"]!;
        Assert.Superset(
            new HashSet<string> { "/v1/alerts", "/v1/alerts/{payment_id}", "/v1/alerts/{payment_id}/verdict", "/v1/decisions/{payment_id}", "/v1/overview" },
            paths.Select(path => path.Key).ToHashSet());
    }
}
