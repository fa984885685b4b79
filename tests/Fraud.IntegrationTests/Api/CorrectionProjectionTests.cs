using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Api;

/// <summary>A correction is in force, the decision it corrects stays visible, and nothing is counted twice.</summary>
public sealed class CorrectionProjectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly DecisionLog _log = new();

    public Task InitializeAsync() => _log.InitializeAsync();

    public Task DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task The_newest_decision_is_in_force_and_the_old_ones_are_linked_and_visible()
    {
        var database = await postgres.CreateDatabaseAsync();
        _log.Write(1, 100);
        await using var api = await RunningApi.StartAsync(_log.Kafka, database);
        await api.UntilDecidedAsync(100);
        var projected = new Projected(database);

        var first = PositionOf("P7");
        _log.WriteCorrection(7, first, Outcome.Decline, 900);
        await Eventually.UntilAsync(async () => (await api.GetAsync("/v1/decisions/P7"))["score"]!.GetValue<int>() == 900);
        _log.WriteCorrection(7, PositionOf("P7"), Outcome.Review, 500);
        _log.WriteCorrection(10, PositionOf("P10"), Outcome.Approve, 1);
        await Eventually.UntilAsync(async () => (await api.GetAsync("/v1/decisions/P10"))["score"]!.GetValue<int>() == 1);
        await Eventually.UntilAsync(async () => (await api.GetAsync("/v1/decisions/P7"))["score"]!.GetValue<int>() == 500);

        var history = (await api.GetAsync("/v1/decisions/P7/history")).AsArray();
        Assert.Equal(["approve", "decline", "review"], history.Select(decision => decision!["outcome"]!.GetValue<string>()));
        Assert.Equal(first.Offset, history[1]!["supersedes"]!["offset"]!.GetValue<long>());
        await Eventually.UntilAsync(async () => await projected.CountAsync("select count(*) from alerts where outcome = 'review' and payment_id = 'P7'") == 1);
        await Eventually.UntilAsync(async () => await projected.CountAsync("select count(*) from alerts where outcome = 'approve' and payment_id = 'P10'") == 1);
        var alert = await api.GetAsync("/v1/alerts/P10");
        Assert.Equal("mended", alert["decision"]!["supersedes"]!["why"]!.GetValue<string>());
        Assert.Equal("decline", Assert.Single(alert["superseded"]!.AsArray())!["outcome"]!.GetValue<string>());
        Assert.Equal(100, await projected.CountAsync("select count(*) from decisions"));
        Assert.Equal(100, await projected.CountAsync("select sum(decisions)::bigint from decision_totals"));
        Assert.Equal(0, await projected.CountAsync(
            "select count(*) from (select outcome, currency, count(*), sum(amount_minor) from decisions group by 1, 2 except select * from decision_totals) different"));
        Assert.Equal(DecisionLog.Alerts(1, 100) + 1, await projected.CountAsync("select count(*) from alerts"));
        Assert.Equal(DecisionLog.Alerts(1, 100) + 1, await projected.CountAsync("select last_seq from alert_feed"));
    }

    /// <summary>Where the newest decision about a payment stands.</summary>
    private LogPosition PositionOf(string payment) => TopicContents.Read(_log.Kafka, Topics.Decisions)
        .Where(record => DecisionJson.Read(record.Message.Value).PaymentId == payment)
        .Select(record => new LogPosition(record.Topic, record.Partition.Value, record.Offset.Value))
        .Last();
}
