using Fraud.Broker;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>The scoring stage on the embedded log; each test has a log and a Redis database of its own.</summary>
public sealed class ScoringStageOnEmbeddedLogTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new("stage");
    private readonly RedisFixture _redis = new();
    private EmbeddedBroker? _broker;
    private ScoringStageScenarios? _stage;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        _broker = await EmbeddedBroker.StartAsync(
            new BrokerOptions { DataDirectory = _folder.Path }, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        _stage = await ScoringStageScenarios.OnAsync(_broker.BootstrapServers, _redis.ConnectionString);
    }

    public async Task DisposeAsync() => await _broker!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Payments_are_decided_once_and_repeats_not_again() => _stage!.Payments_are_decided_once_and_repeats_not_again();

    [Fact]
    public Task Labels_are_joined_and_a_replay_of_the_log_reads_the_same() =>
        _stage!.Labels_are_joined_and_a_replay_of_the_log_reads_the_same();

    [Fact]
    public Task A_record_that_cannot_be_read_goes_to_the_dead_letters_and_stops_nothing() =>
        _stage!.A_record_that_cannot_be_read_goes_to_the_dead_letters_and_stops_nothing();

    [Fact]
    public Task Sessions_that_fail_again_and_again_lose_and_repeat_nothing() =>
        _stage!.Sessions_that_fail_again_and_again_lose_and_repeat_nothing();

    [Fact]
    public Task A_Redis_that_lost_its_last_writes_is_brought_up_from_the_log() =>
        _stage!.A_Redis_that_lost_its_last_writes_is_brought_up_from_the_log();

    [Fact]
    public Task A_Redis_that_loses_its_last_writes_under_a_running_stage_is_found_out() =>
        _stage!.A_Redis_that_loses_its_last_writes_under_a_running_stage_is_found_out();

    [Fact]
    public Task An_emptied_Redis_is_rebuilt_from_the_log() => _stage!.An_emptied_Redis_is_rebuilt_from_the_log();

    [Fact]
    public Task Partitions_move_between_workers_without_loss_or_repetition() =>
        _stage!.Partitions_move_between_workers_without_loss_or_repetition();
}
