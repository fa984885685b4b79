using System.Net;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Gateway;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>More payments than are decided in time.</summary>
[Collection(IngestLog.Collection)]
public sealed class GatewayOverloadTests(IngestLog log)
{
    private const int Payments = 1_500;
    private const int AtOnce = 300;

    [Fact]
    public async Task Callers_beyond_what_is_decided_in_time_are_told_when_to_come_again_and_all_others_are_decided_once()
    {
        using var stage = new DecidingStage(log.Kafka);
        await using var gateway = await RunningGateway.StartAsync(new GatewayOptions { Kafka = log.Kafka, KeyRateMax = 0, LatencyTarget = TimeSpan.FromMilliseconds(10) });
        var answers = new (string Id, HttpResponseMessage Response)[Payments];

        await Parallel.ForAsync(0, Payments, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var id = $"overload-{i}";
            answers[i] = (id, await gateway.PostAsync(RunningGateway.Payment(id, $"account-overload-{i % 50}"), "?wait=decision&timeout=20s"));
        });

        var decided = answers.Where(answer => answer.Response.StatusCode == HttpStatusCode.OK).Select(answer => answer.Id).Order().ToList();
        var refused = answers.Where(answer => answer.Response.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(decided);
        Assert.NotEmpty(refused);
        Assert.Equal(Payments, decided.Count + refused.Count);
        Assert.All(refused, answer => Assert.NotNull(answer.Response.Headers.RetryAfter?.Delta));
        Assert.Equal(decided, Decisions());

        using var withoutWaiting = await gateway.PostAsync(RunningGateway.Payment("overload-later", "account-overload-later"));
        Assert.Equal(HttpStatusCode.Accepted, withoutWaiting.StatusCode);
    }

    private IEnumerable<string> Decisions() => TopicContents.Read(log.Kafka, Topics.Decisions)
        .Select(record => DecisionJson.Read(record.Message.Value).PaymentId)
        .Where(id => id.StartsWith("overload-", StringComparison.Ordinal) && id != "overload-later").Order();
}
