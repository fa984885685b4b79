using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fraud.Contracts;
using Fraud.TestKit;
using Npgsql;
using Xunit;

namespace Fraud.IntegrationTests.Api;

public sealed class CaseworkTests(SeededApi seeded) : IClassFixture<SeededApi>
{
    [Fact]
    public async Task A_verdict_closes_the_alert_and_its_label_reaches_the_log()
    {
        var alert = await seeded.Api.PostAsync("/v1/alerts/P15/verdict", new { fraud = true, comment = " Owner called. " });

        Assert.Equal(("closed", "fraud"), ((string)alert["status"]!, (string)alert["verdict"]!));
        await Eventually.UntilAsync(() => Labels("P15").Count == 1);
        var (key, label) = Labels("P15")[0];
        Assert.Equal(("A15", "A15", true, "analyst"), (key, (string)label["account_id"]!, (bool)label["fraud"]!, (string)label["source"]!));
        Assert.Equal("verdict closed fraud Owner called.", await TrailAsync("P15"));
    }

    [Fact]
    public async Task A_verdict_taken_back_is_taken_back_on_the_log_too()
    {
        await seeded.Api.PostAsync("/v1/alerts/P20/verdict", new { fraud = true });
        await seeded.Api.PostAsync("/v1/alerts/P20/verdict", new { fraud = true });
        var alert = await seeded.Api.PostAsync("/v1/alerts/P20/reopen", new { });
        await seeded.Api.PostAsync("/v1/alerts/P20/reopen", new { });

        Assert.Equal(("open", null), ((string)alert["status"]!, (string?)alert["verdict"]));
        await Eventually.UntilAsync(() => Labels("P20").Count >= 2);
        Assert.Equal([(true, null), (false, "withdrawn")], Labels("P20").Select(l => ((bool)l.Label["fraud"]!, (string?)l.Label["kind"])));
        Assert.Equal("verdict closed fraud | reopen open", await TrailAsync("P20"));
    }

    [Fact]
    public async Task An_alert_is_assigned_put_back_and_commented_on()
    {
        await seeded.Api.PostAsync("/v1/alerts/P25/assign", new { assignee = "ana" });
        await seeded.Api.PostAsync("/v1/alerts/P25/comment", new { comment = "Looks odd." });
        var alert = await seeded.Api.PostAsync("/v1/alerts/P25/assign", new { assignee = (string?)null });

        Assert.Equal("open", (string)alert["status"]!);
        Assert.Equal("assign assigned ana | comment assigned ana Looks odd. | assign open", await TrailAsync("P25"));
        Assert.Empty(Labels("P25"));
    }

    [Fact]
    public async Task Verdicts_given_at_the_same_time_end_in_one_state_and_a_label_for_every_change()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => seeded.Api.PostAsync("/v1/alerts/P30/verdict", new { fraud = i % 2 == 0 })));

        var verdict = (string)(await seeded.Api.GetAsync("/v1/alerts/P30"))["alert"]!["verdict"]!;
        var changes = await seeded.Database.CountAsync("select count(*) from audit_log where payment_id = 'P30' and action = 'verdict'");
        await Eventually.UntilAsync(() => Labels("P30").Count == changes);
        Assert.Equal(verdict == "fraud", (bool)Labels("P30")[^1].Label["fraud"]!);
    }

    [Theory]
    [InlineData("P35/verdict", "{}", 400, "fraud")]
    [InlineData("P35/verdict", "{", 400, "cannot be read")]
    [InlineData("P35/verdict", """{"fraud":"yes"}""", 400, "cannot be read")]
    [InlineData("P35/comment", """{"comment":"  "}""", 400, "comment")]
    [InlineData("none/verdict", """{"fraud":true}""", 404, "no alert")]
    [InlineData("P395/verdict", """{"fraud":true}""", 409, "account_id")]
    public async Task A_refusal_is_a_problem_that_says_what_is_wrong(string action, string body, int status, string said)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await seeded.Api.Client.PostAsync(new Uri($"/v1/alerts/{action}", UriKind.Relative), content);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(said, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_alert_is_reopened_before_it_is_assigned()
    {
        await seeded.Api.PostAsync("/v1/alerts/P40/verdict", new { fraud = false });
        var refusal = await seeded.Api.PostAsync("/v1/alerts/P40/assign", new { assignee = "ana" });
        Assert.Equal((int)HttpStatusCode.Conflict, (int)refusal["status"]!);
    }

    [Theory]
    [InlineData("update audit_log set actor = 'nobody'")]
    [InlineData("delete from audit_log")]
    [InlineData("truncate audit_log")]
    public async Task The_audit_log_only_grows(string sql)
    {
        await seeded.Api.PostAsync("/v1/alerts/P45/comment", new { comment = "kept" });
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => seeded.Database.ExecuteAsync(sql));
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refusal.SqlState);
    }

    private async Task<string> TrailAsync(string paymentId) => string.Join(
        " | ",
        (await seeded.Api.GetAsync($"/v1/alerts/{paymentId}"))["audit"]!.AsArray().Select(entry => string.Join(
            ' ',
            new[] { entry!["action"], entry["detail"]!["status"], entry["detail"]!["verdict"], entry["detail"]!["assignee"], entry["detail"]!["comment"] }
                .OfType<JsonNode>())));

    private List<(string Key, JsonNode Label)> Labels(string paymentId) =>
    [
        .. TopicContents.Read(seeded.Kafka, Topics.Labels)
            .Select(r => (Key: Encoding.UTF8.GetString(r.Message.Key), Label: JsonNode.Parse(r.Message.Value)!))
            .Where(l => (string)l.Label["payment_id"]! == paymentId),
    ];
}
