using Fraud.Api.Hub;
using Fraud.Api.Overview;
using Fraud.TestKit;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Fraud.IntegrationTests.Api;

public sealed class HubTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly AlertStreamOptions Quick = new() { BatchMax = 20, BatchInterval = TimeSpan.FromMilliseconds(5) };
    private readonly DecisionLog _log = new();

    public Task InitializeAsync() => _log.InitializeAsync();

    public Task DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task A_client_gets_every_alert_in_order_while_they_come()
    {
        await using var api = await StartAsync(Quick);
        await using var client = await HubClient.StartAsync(api, 0);
        Assert.Equal(0, (await client.NextAsync()).To);

        var writing = Task.Run(() => _log.Write(1, 2_000));
        var batches = await client.UntilAsync(DecisionLog.Alerts(1, 2_000));

        await writing;
        AssertContinuous(batches, 0, 400);
        Assert.Equal(400, batches.SelectMany(b => b.Alerts).Select(a => a.PaymentId).Distinct().Count());
    }

    [Fact]
    public async Task A_client_that_was_cut_off_resumes_without_gap_or_repetition()
    {
        await using var api = await StartAsync(Quick);
        var writing = Task.Run(() => _log.Write(1, 3_000));
        var batches = new List<AlertBatch>();
        foreach (var target in new[] { 90, 200, 430, 600 })
        {
            await using var client = await HubClient.StartAsync(api, batches.Count == 0 ? 0 : batches[^1].To);
            batches.AddRange(await client.UntilAsync(target));
        }

        await writing;
        AssertContinuous(batches, 0, 600);
    }

    [Fact]
    public async Task A_client_resumes_on_a_process_that_has_just_started()
    {
        var database = await postgres.CreateDatabaseAsync();
        long position;
        Guid feed;
        await using (var api = await RunningApi.StartAsync(_log.Kafka, database, streams: Quick))
        {
            _log.Write(1, 500);
            await using var client = await HubClient.StartAsync(api, 0);
            var last = (await client.UntilAsync(60))[^1];
            (position, feed) = (last.To, last.Feed);
        }

        await using var again = await RunningApi.StartAsync(_log.Kafka, database, streams: Quick);
        await using var resumed = await HubClient.StartAsync(again, position);
        var batches = await resumed.UntilAsync(100);

        AssertContinuous(batches, position, 100);
        Assert.All(batches, batch => Assert.Equal(feed, batch.Feed));
    }

    [Fact]
    public async Task A_client_too_far_behind_is_told_exactly_what_it_does_not_get()
    {
        await using var api = await StartAsync(new AlertStreamOptions { LagMax = 50, KeptAfterConflation = 10, BatchMax = 20, RecentMax = 30, BatchInterval = TimeSpan.FromMilliseconds(5) });
        _log.Write(1, 1_000);
        await api.UntilDecidedAsync(1_000);
        await Eventually.UntilAsync(async () => (long)(await api.GetAsync("/v1/alerts?limit=1"))["position"]! == 200);
        await using var client = await HubClient.StartAsync(api, 25);

        var batches = await client.UntilAsync(200);

        AssertContinuous(batches, 25, 200);
        var conflated = Assert.Single(batches, batch => batch.Skipped > 0);
        Assert.Equal((25, 190, 165), (conflated.From, conflated.To, conflated.Skipped));
        Assert.Equal(165, conflated.SkippedByOutcome!.Values.Sum());
        Assert.Equal(["decline", "review"], conflated.SkippedByOutcome.Keys.Order());
    }

    [Fact]
    public async Task A_position_of_another_database_is_answered_from_the_beginning()
    {
        await using var api = await StartAsync(Quick);
        _log.Write(1, 50);
        await api.UntilDecidedAsync(50);
        await using var client = await HubClient.StartAsync(api, 1_000_000);
        Assert.Equal(0, (await client.UntilAsync(10))[0].From);
    }

    [Fact]
    public async Task What_one_person_does_to_an_alert_every_client_sees()
    {
        await using var api = await StartAsync(Quick);
        _log.Write(1, 50);
        await using var one = await HubClient.StartAsync(api, 0);
        await using var other = await HubClient.StartAsync(api, 0);
        await one.UntilAsync(10);
        await other.UntilAsync(10);

        await api.PostAsync("/v1/alerts/P10/verdict", new { fraud = true });

        foreach (var client in new[] { one, other })
        {
            AlertBatch batch;
            do batch = await client.NextAsync();
            while (batch.Changed.Count == 0);
            Assert.Equal(("P10", "closed", "fraud", 10), (batch.Changed[0].PaymentId, batch.Changed[0].Status, batch.Changed[0].Verdict, batch.To));
        }
    }

    [Fact]
    public async Task The_overview_follows_what_is_decided()
    {
        await using var api = await StartAsync(new AlertStreamOptions { OverviewInterval = TimeSpan.FromMilliseconds(20) });
        await using var connection = api.Hub();
        await connection.StartAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var written = false;
        await foreach (var overview in connection.StreamAsync<OverviewSnapshot>("WatchOverview", 5, stop.Token))
        {
            if (!written) _log.Write(1, 100);
            written = true;
            if (overview.Totals.Sum(t => t.Decisions) < 100 || overview.Alerts < 20) continue;
            Assert.Equal((80, 10, 10), (Of(overview, "approve"), Of(overview, "review"), Of(overview, "decline")));
            Assert.Equal((20, 0), (overview.Work.Open, overview.Work.Assigned));
            Assert.Equal(Enumerable.Range(1, 100).Where(DecisionLog.IsAlert).Sum(i => 100 + i), overview.AtRisk.Sum(a => a.AmountMinor));
            Assert.Equal(("card-velocity", 20), (overview.TopRules[0].Name, overview.TopRules[0].Hits));
            break;
        }

        Assert.False(stop.IsCancellationRequested);
    }

    [Fact]
    public async Task A_window_that_is_not_offered_is_refused_with_a_sentence()
    {
        await using var api = await StartAsync(Quick);
        await using var connection = api.Hub();
        await connection.StartAsync();
        var refusal = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(async () =>
        {
            await foreach (var _ in connection.StreamAsync<OverviewSnapshot>("WatchOverview", 7))
            {
            }
        });
        Assert.Contains("5, 15 or 60", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_the_scope_does_not_get_in()
    {
        await using var api = await StartAsync(Quick);
        await using var connection = api.Hub(withPaymentsKey: true);
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync());
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refusal.StatusCode);
    }

    private async Task<RunningApi> StartAsync(AlertStreamOptions options) =>
        await RunningApi.StartAsync(_log.Kafka, await postgres.CreateDatabaseAsync(), streams: options);

    private static long Of(OverviewSnapshot overview, string outcome) => overview.Totals.Where(t => t.Outcome == outcome).Sum(t => t.Decisions);

    /// <summary>Each batch starts where the one before ended and holds, in order, all it spans or says how many it leaves out.</summary>
    private static void AssertContinuous(List<AlertBatch> batches, long from, long to)
    {
        foreach (var batch in batches)
        {
            Assert.Equal(from, batch.From);
            Assert.Equal(batch.To - batch.From, batch.Alerts.Count + batch.Skipped);
            Assert.Equal(Enumerable.Range(1, batch.Alerts.Count).Select(i => batch.To - batch.Alerts.Count + i), batch.Alerts.Select(a => a.Seq));
            from = batch.To;
        }

        Assert.Equal(to, from);
    }
}
