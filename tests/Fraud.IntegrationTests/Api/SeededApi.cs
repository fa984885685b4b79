using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Api;

/// <summary>A class fixture: an api with decisions 1 to 400 projected, and a second payment P395 of another account.</summary>
public sealed class SeededApi : IAsyncLifetime
{
    public const int Last = 400;
    private readonly DecisionLog _log = new();
    private readonly PostgresFixture _postgres = new();
    private RunningApi? _api;

    internal RunningApi Api => _api!;

    internal string Kafka => _log.Kafka;

    internal Projected Database => new(_postgres.ConnectionString);

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _log.InitializeAsync();
        _log.Write(1, Last);
        var twin = DecisionLog.Decision(395) with { AccountId = "A-other" };
        _log.WriteRaw("decisions.v1", "A-other", DecisionLog.DecisionBytes(twin));
        _log.WriteRaw("alerts.v1", "A-other", DecisionLog.AlertBytes(twin, DecisionLog.Payment(395) with { AccountId = "A-other" }));
        _api = await RunningApi.StartAsync(_log.Kafka, _postgres.ConnectionString);
        await Eventually.UntilAsync(async () => (long?)(await Api.GetAsync("/v1/alerts?limit=1"))["position"] == (Last / 5) + 1);
        await Api.UntilDecidedAsync(Last + 1);
    }

    public async Task DisposeAsync()
    {
        if (_api is not null) await _api.DisposeAsync();
        await _log.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
