using System.Text;
using Fraud.Api.Projection;
using Fraud.Contracts;
using Fraud.Host.Runtime;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.IntegrationTests.Api;

public sealed class ProjectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly DecisionLog _log = new();
    private readonly Random _random = new(20260301);

    public Task InitializeAsync() => _log.InitializeAsync();

    public Task DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task Committed_decisions_and_alerts_are_projected_once_and_aborted_ones_never()
    {
        var database = await postgres.CreateDatabaseAsync();
        _log.Write(1, 700);
        _log.WriteAborted(5_001, 5_100);
        await using var api = await RunningApi.StartAsync(_log.Kafka, database);
        await api.UntilDecidedAsync(700);
        _log.Write(701, 1_000);
        await api.UntilDecidedAsync(1_000);

        await Eventually.PassesAsync(() => new Projected(database).AssertHoldsOnceAsync(1_000));
        await Eventually.UntilAsync(async () => (long)(await api.GetAsync("/v1/overview"))["projection"]!["records"]! == 0);
    }

    [Fact]
    public async Task A_projector_cut_off_in_the_middle_of_its_work_again_and_again_projects_exactly_once()
    {
        const int last = 6_000;
        var database = await postgres.CreateDatabaseAsync();
        var projected = new Projected(database);
        await using var api = await RunningApi.StartAsync(_log.Kafka, database, new ProjectionOptions { BatchRecordsMax = 60 });
        await api.UntilDecidedAsync(0);
        var writing = Task.Run(() => _log.Write(1, last));
        for (var cut = 0; cut < 25; cut++)
        {
            var until = await projected.CountAsync("select count(*) from decisions") + _random.Next(1, 250);
            await Eventually.UntilAsync(async () => await projected.CountAsync("select count(*) from decisions") >= Math.Min(until, last));
            await projected.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        }

        await writing;
        await Eventually.UntilAsync(async () => await projected.CountAsync("select count(*) from decisions") >= last, TimeSpan.FromSeconds(90));
        await Eventually.PassesAsync(() => projected.AssertHoldsOnceAsync(last));
    }

    [Fact]
    public async Task One_of_several_processes_projects_and_another_takes_over_when_it_ends()
    {
        var database = await postgres.CreateDatabaseAsync();
        var options = new ProjectionOptions { RefreshInterval = TimeSpan.FromMilliseconds(100) };
        var first = await RunningApi.StartAsync(_log.Kafka, database, options);
        await using var second = await RunningApi.StartAsync(_log.Kafka, database, options);
        _log.Write(1, 300);
        await second.UntilDecidedAsync(300);
        Assert.Equal(1, await new Projected(database).CountAsync(
            "select count(*) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())"));

        await first.DisposeAsync();
        _log.Write(301, 600);

        await second.UntilDecidedAsync(600);
        await new Projected(database).AssertHoldsOnceAsync(600);
    }

    [Fact]
    public async Task Records_read_a_second_time_change_nothing()
    {
        var database = await postgres.CreateDatabaseAsync();
        _log.Write(1, 400);
        await using (var api = await RunningApi.StartAsync(_log.Kafka, database))
            await api.UntilDecidedAsync(400);

        await new Projected(database).ExecuteAsync("delete from projection_offsets");
        _log.Write(401, 500);
        await using var again = await RunningApi.StartAsync(_log.Kafka, database);

        await again.UntilDecidedAsync(500);
        await Eventually.PassesAsync(() => new Projected(database).AssertHoldsOnceAsync(500));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_left_out_by_name_and_holds_nothing_up()
    {
        var database = await postgres.CreateDatabaseAsync();
        _log.WriteRaw(Topics.Decisions, "A0", Encoding.UTF8.GetBytes("no decision"));
        _log.WriteRaw(Topics.Alerts, "A0", []);
        _log.Write(1, 100);
        await using var api = await RunningApi.StartAsync(_log.Kafka, database);

        await api.UntilDecidedAsync(100);

        await Eventually.UntilAsync(async () => (long)(await api.GetAsync("/v1/overview"))["projection"]!["rejected"]! == 2);
        await Eventually.PassesAsync(() => new Projected(database).AssertHoldsOnceAsync(100));
    }

    [Fact]
    public async Task Text_that_Postgres_cannot_hold_is_projected_all_the_same()
    {
        var database = await postgres.CreateDatabaseAsync();
        var decision = DecisionLog.Decision(5) with { PaymentId = "P\0X", Reasons = [new Reason("R\0", "NUL \0.", "rule\0", 1)] };
        _log.WriteRaw(Topics.Decisions, "A5", DecisionLog.DecisionBytes(decision));
        _log.WriteRaw(Topics.Alerts, "A5", DecisionLog.AlertBytes(decision, DecisionLog.Payment(5) with { PaymentId = "P\0X", MerchantId = "M\0" }));
        await using var api = await RunningApi.StartAsync(_log.Kafka, database);

        await api.UntilDecidedAsync(1);
        await Eventually.UntilAsync(async () => await new Projected(database).CountAsync("select count(*) from alerts") == 1);

        Assert.Equal("P\uFFFDX", (string?)(await api.GetAsync("/v1/alerts"))["items"]![0]!["payment_id"]);
    }

    [Fact]
    public async Task A_killed_Postgres_is_waited_for_and_caught_up_with()
    {
        using var folder = new TempFolder("projection");
        await using var server = new PostgresServer(folder.Path, NullLoggerFactory.Instance, TimeProvider.System);
        await server.StartAsync(CancellationToken.None);
        await using var api = await RunningApi.StartAsync(_log.Kafka, server.ConnectionString, new ProjectionOptions { BatchRecordsMax = 50 });
        _log.Write(1, 500);
        await api.UntilDecidedAsync(100);

        System.Diagnostics.Process.GetProcessById(server.ProcessId).Kill();
        _log.Write(501, 1_000);

        await Eventually.PassesAsync(() => new Projected(server.ConnectionString).AssertHoldsOnceAsync(1_000), TimeSpan.FromSeconds(90));
    }
}
