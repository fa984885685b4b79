using System.Net;
using Fraud.Ingest.Gateway;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>The same payment id with other content.</summary>
[Collection(IngestLog.Collection)]
public sealed class GatewayConflictTests(IngestLog log)
{
    private GatewayOptions Options => new() { Kafka = log.Kafka };

    [Fact]
    public async Task Another_payment_under_the_same_id_is_a_conflict_that_shows_the_difference()
    {
        var json = RunningGateway.Payment("twice-1", "account-twice");
        await using var gateway = await RunningGateway.StartAsync(Options);
        using var first = await gateway.PostAsync(json);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);

        using var sameInOtherWords = await gateway.PostAsync(json.Replace("12:00:00Z", "13:00:00+01:00", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Accepted, sameInOtherWords.StatusCode);
        var changed = json.Replace("1250", "1300", StringComparison.Ordinal).Replace("}", ",\"mcc\":\"5411\"}", StringComparison.Ordinal);
        using var other = await gateway.PostAsync(changed);
        using var batch = await gateway.PostAsync($"[{changed},{RunningGateway.Payment("twice-2", "account-twice")}]");

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        const string Differences = """{"amount_minor":{"first":1250,"sent":1300},"mcc":{"first":null,"sent":"5411"}}""";
        Assert.Equal(Differences, (await RunningGateway.ReadAsync(other)).GetProperty("differences").GetRawText());
        Assert.Equal(HttpStatusCode.MultiStatus, batch.StatusCode);
        var results = (await RunningGateway.ReadAsync(batch)).GetProperty("results");
        Assert.Equal(["conflict", "accepted"], results.EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(Differences, results[0].GetProperty("differences").GetRawText());
        Assert.DoesNotContain(log.PaymentsOf("account-twice"), p => p.Message.Value.AsSpan().IndexOf("1300"u8) >= 0);
    }

    [Fact]
    public async Task A_decision_from_before_the_gateway_started_is_no_answer_to_another_payment()
    {
        var decision = "{\"payment_id\":\"old-2\",\"amount_minor\":99,\"currency\":\"EUR\",\"event_time\":\"2026-03-01T12:00:00Z\",\"position\":{\"topic\":\"payments.v1\",\"partition\":0,\"offset\":-7}}"u8.ToArray();
        await using var gateway = await RunningGateway.StartAsync(Options, new KnownDecision("account-other", "old-2", decision));

        using var response = await gateway.PostAsync(RunningGateway.Payment("old-2", "account-other"), "?wait=decision&timeout=20s");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("""{"first":99,"sent":1250}""", (await RunningGateway.ReadAsync(response)).GetProperty("differences").GetProperty("amount_minor").GetRawText());
    }
}
