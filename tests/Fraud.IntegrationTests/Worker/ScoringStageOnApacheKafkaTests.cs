using Fraud.TestKit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>The scoring stage on Apache Kafka; each test has a broker and a Redis database of its own.</summary>
public sealed class ScoringStageOnApacheKafkaTests
{
    [ApacheKafkaFact]
    public Task Payments_are_decided_once_and_repeats_not_again() =>
        RunAsync(stage => stage.Payments_are_decided_once_and_repeats_not_again());

    [ApacheKafkaFact]
    public Task Sessions_that_fail_again_and_again_lose_and_repeat_nothing() =>
        RunAsync(stage => stage.Sessions_that_fail_again_and_again_lose_and_repeat_nothing());

    [ApacheKafkaFact]
    public Task Partitions_move_between_workers_without_loss_or_repetition() =>
        RunAsync(stage => stage.Partitions_move_between_workers_without_loss_or_repetition());

    private static async Task RunAsync(Func<ScoringStageScenarios, Task> scenario)
    {
        var redis = new RedisFixture();
        await redis.InitializeAsync();
        using var kafka = await ApacheKafka.StartAsync();
        await scenario(await ScoringStageScenarios.OnAsync(kafka.BootstrapServers, redis.ConnectionString));
    }
}
