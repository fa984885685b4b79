using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Gateway;
using Fraud.Ingest.Security;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

[Collection(IngestLog.Collection)]
public sealed class GatewayTests(IngestLog log)
{
    private GatewayOptions Options => new() { Kafka = log.Kafka };

    [Fact]
    public async Task What_was_answered_202_is_on_the_log_under_its_account()
    {
        await using var gateway = await RunningGateway.StartAsync(Options);
        var json = RunningGateway.Payment("accepted-1", "account-accepted");

        using var response = await gateway.PostAsync(json);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/v1/decisions/accepted-1?account_id=account-accepted", response.Headers.Location!.ToString());
        var record = Assert.Single(log.PaymentsOf("account-accepted"));
        Assert.Equal(json, Encoding.UTF8.GetString(record.Message.Value));
        var position = (await RunningGateway.ReadAsync(response)).GetProperty("position");
        Assert.Equal(
            (record.Topic, record.Partition.Value, record.Offset.Value),
            (position.GetProperty("topic").GetString(), position.GetProperty("partition").GetInt32(), position.GetProperty("offset").GetInt64()));
    }

    [Fact]
    public async Task Payments_go_to_the_partition_that_Java_producers_choose()
    {
        await using var gateway = await RunningGateway.StartAsync(Options);

        // Apache Kafka's own test vectors for murmur2 (org.apache.kafka.common.utils.UtilsTest), made positive, modulo four partitions.
        foreach (var (account, murmur2) in new[] { ("21", -973932308), ("foobar", -790332482), ("a-little-bit-long-string", -985981536) })
        {
            using var response = await gateway.PostAsync(RunningGateway.Payment($"partition-{account}", account));
            var partition = (await RunningGateway.ReadAsync(response)).GetProperty("position").GetProperty("partition").GetInt32();
            Assert.Equal((murmur2 & 0x7fffffff) % 4, partition);
        }
    }

    [Fact]
    public async Task A_caller_who_waits_gets_the_decision_and_a_retry_gets_the_same_one_marked_duplicate()
    {
        using var stage = new DecidingStage(log.Kafka);
        await using var gateway = await RunningGateway.StartAsync(Options);
        var json = RunningGateway.Payment("waited-1", "account-waited");

        using var first = await gateway.PostAsync(json, "?wait=decision&timeout=20s");
        using var retry = await gateway.PostAsync(json, "?wait=decision");
        using var retryWithoutWaiting = await gateway.PostAsync(json);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var decision = await first.Content.ReadAsByteArrayAsync();
        Assert.Equal(("waited-1", Outcome.Approve), (DecisionJson.Read(decision).PaymentId, DecisionJson.Read(decision).Outcome));
        Assert.DoesNotContain("duplicate", Encoding.UTF8.GetString(decision), StringComparison.Ordinal);
        foreach (var again in new[] { retry, retryWithoutWaiting })
        {
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal("{\"duplicate\":true," + Encoding.UTF8.GetString(decision)[1..], await again.Content.ReadAsStringAsync());
        }

        Assert.Single(log.PaymentsOf("account-waited"));
    }

    [Fact]
    public async Task Retries_survive_a_restart_of_the_gateway()
    {
        using var stage = new DecidingStage(log.Kafka);
        var json = RunningGateway.Payment("restart-1", "account-restart");
        await using (var gateway = await RunningGateway.StartAsync(Options))
        {
            using var first = await gateway.PostAsync(json, "?wait=decision&timeout=20s");
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        }

        await using var restarted = await RunningGateway.StartAsync(Options);
        await Eventually.UntilAsync(async () =>
        {
            using var retry = await restarted.PostAsync(json);
            return (await retry.Content.ReadAsStringAsync()).StartsWith("{\"duplicate\":true", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_retry_of_a_payment_decided_long_ago_asks_the_lookup()
    {
        var decision = "{\"payment_id\":\"old-1\",\"position\":{\"topic\":\"payments.v1\",\"partition\":0,\"offset\":-7}}"u8.ToArray();
        await using var gateway = await RunningGateway.StartAsync(Options, new KnownDecision("account-old", "old-1", decision));

        using var response = await gateway.PostAsync(RunningGateway.Payment("old-1", "account-old"), "?wait=decision&timeout=20s");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{\"duplicate\":true," + Encoding.UTF8.GetString(decision)[1..], await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task When_the_time_is_up_the_caller_gets_a_link()
    {
        await using var gateway = await RunningGateway.StartAsync(Options);

        using var response = await gateway.PostAsync(RunningGateway.Payment("late/1", "account-late"), "?wait=decision&timeout=10ms");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/v1/decisions/late%2F1?account_id=account-late", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task An_array_is_answered_item_by_item()
    {
        await using var gateway = await RunningGateway.StartAsync(Options);

        using var response = await gateway.PostAsync(
            $$"""[{{RunningGateway.Payment("array-1", "account-array")}}, {"payment_id":"array-2"}, {{RunningGateway.Payment("array-3", "account-array")}}, 7]""");

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        var body = await RunningGateway.ReadAsync(response);
        Assert.Equal((2, 2), (body.GetProperty("accepted").GetInt32(), body.GetProperty("rejected").GetInt32()));
        Assert.Equal(
            ["accepted", "rejected", "accepted", "rejected"],
            body.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        Assert.Equal("is required", body.GetProperty("results")[1].GetProperty("errors").GetProperty("account_id")[0].GetString());
        Assert.Equal(2, log.PaymentsOf("account-array").Count);
    }

    [Theory]
    [InlineData("amount_minor", "-1", "InvalidValue")]
    [InlineData("card_id", "\"4111111111111111\"", "CardNumber")]
    [InlineData("event_time", "\"2099-12-31T00:00:00Z\"", "ImplausibleTime")]
    public async Task Invalid_input_is_refused_naming_the_field_and_not_the_value(string field, string value, string reason)
    {
        await using var gateway = await RunningGateway.StartAsync(Options);
        var fields = new Dictionary<string, string>
        {
            ["payment_id"] = "\"bad-1\"",
            ["account_id"] = "\"account-bad\"",
            ["amount_minor"] = "1",
            ["currency"] = "\"EUR\"",
            ["event_time"] = "\"2026-03-01T00:00:00Z\"",
            [field] = value,
        };

        using var response = await gateway.PostAsync($"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain(value.Trim('"'), text, StringComparison.Ordinal);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(reason, problem.GetProperty("reason").GetString());
        Assert.Equal(field, problem.GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Empty(log.PaymentsOf("account-bad"));
    }

    [Fact]
    public async Task One_key_that_sends_too_fast_does_not_slow_another()
    {
        await using var gateway = await RunningGateway.StartAsync(Options with { KeyRateMax = 1 });
        gateway.Keys.Add(ApiKey.Create("other", [ApiScopes.PaymentsWrite], out var other));
        using var first = await gateway.PostAsync(RunningGateway.Payment("rate-1", "account-rate"));
        var refused = new List<HttpResponseMessage>();
        for (var i = 0; i < 20 && refused.Count == 0; i++)
        {
            var response = await gateway.PostAsync(RunningGateway.Payment($"rate-2-{i}", "account-rate"));
            if (response.StatusCode == HttpStatusCode.TooManyRequests) refused.Add(response);
        }

        Assert.Equal("1", Assert.Single(refused).Headers.GetValues("Retry-After").Single());
        gateway.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        gateway.Client.DefaultRequestHeaders.Add("X-Api-Key", other);
        using var byOther = await gateway.PostAsync(RunningGateway.Payment("rate-3", "account-rate"));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, byOther.StatusCode));
    }

    [Fact]
    public async Task Requests_beyond_a_limit_are_refused_as_problems()
    {
        await using var gateway = await RunningGateway.StartAsync(Options with { BodyBytesMax = 4096, BatchMax = 3, InFlightMax = 2 });
        var one = RunningGateway.Payment("limit-1", "account-limit");

        await AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, await gateway.PostAsync(new string(' ', 5000) + one));
        await AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, await gateway.PostAsync($"[{one},{one},{one},{one}]"));
        await AssertProblemAsync(HttpStatusCode.TooManyRequests, await gateway.PostAsync($"[{one},{one},{one}]"));
        await AssertProblemAsync(HttpStatusCode.BadRequest, await gateway.PostAsync("[]"));
        await AssertProblemAsync(HttpStatusCode.BadRequest, await gateway.PostAsync(one, "?wait=decision&timeout=1h"));
        await AssertProblemAsync(HttpStatusCode.BadRequest, await gateway.PostAsync(one, "?wait=forever"));
        await AssertProblemAsync(
            HttpStatusCode.UnsupportedMediaType, await gateway.Client.PostAsync("/v1/payments", new StringContent(one, Encoding.UTF8, "text/plain")));
        Assert.Empty(log.PaymentsOf("account-limit"));
    }

    [Fact]
    public async Task Only_a_valid_key_with_the_scope_may_post()
    {
        await using var gateway = await RunningGateway.StartAsync(Options);
        var readOnly = ApiKey.Create("reader", [ApiScopes.DecisionsRead], out var readOnlyText);
        var bearer = ApiKey.Create("bearer", [ApiScopes.PaymentsWrite], out var bearerText);
        gateway.Keys.Add(readOnly);
        gateway.Keys.Add(bearer);
        gateway.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        var json = RunningGateway.Payment("key-1", "account-key");

        await AssertProblemAsync(HttpStatusCode.Unauthorized, await gateway.PostAsync(json));
        await AssertProblemAsync(HttpStatusCode.Unauthorized, await gateway.PostAsync(json, $"?access_token={bearerText}"));
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", readOnlyText);
        await AssertProblemAsync(HttpStatusCode.Forbidden, await gateway.PostAsync(json));
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", bearerText + "0");
        await AssertProblemAsync(HttpStatusCode.Unauthorized, await gateway.PostAsync(json));
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", bearerText);
        using var accepted = await gateway.PostAsync(json);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.True(gateway.Keys.Revoke(bearer.Id));
        await AssertProblemAsync(HttpStatusCode.Unauthorized, await gateway.PostAsync(json));
        Assert.Single(log.PaymentsOf("account-key"));
    }

    [Fact]
    public async Task Without_a_log_payments_are_refused_with_503_and_a_time_to_retry()
    {
        await using var gateway = await RunningGateway.StartAsync(new GatewayOptions { Kafka = "127.0.0.1:1", AcceptTimeout = TimeSpan.FromSeconds(1) });

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var response = await gateway.PostAsync(RunningGateway.Payment("away-1", "account-away"));
            Assert.Equal("2", response.Headers.RetryAfter!.ToString());
            await AssertProblemAsync(HttpStatusCode.ServiceUnavailable, response);
        }
    }

    [Fact]
    public async Task Stopping_answers_what_was_begun()
    {
        await using var gateway = await RunningGateway.StartAsync(Options);
        var posts = Enumerable.Range(0, 200).Select(i => gateway.PostAsync(RunningGateway.Payment($"drain-{i}", "account-drain"))).ToList();
        await Task.WhenAny(posts);

        await gateway.StopAsync();

        var accepted = 0;
        foreach (var post in posts)
        {
            try
            {
                using var response = await post;
                if (response.StatusCode == HttpStatusCode.Accepted) accepted++;
            }
            catch (HttpRequestException)
            {
                // Refused at the door: the caller knows that it was not taken.
            }
        }

        Assert.InRange(accepted, 1, log.PaymentsOf("account-drain").Count);
    }

    private static async Task AssertProblemAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            var problem = await RunningGateway.ReadAsync(response);
            Assert.Equal(((int)status).ToString(CultureInfo.InvariantCulture), problem.GetProperty("status").GetRawText());
        }
    }
}
