using Xunit;

namespace Fraud.TestKit;

/// <summary>
/// A class fixture: one Apache Kafka for the whole test run, so topics need names of their own. Where it is absent and not required, nothing is
/// started, and tests marked <see cref="ApacheKafkaFactAttribute"/> are skipped.
/// </summary>
public sealed class ApacheKafkaFixture : IKafkaFixture, IAsyncLifetime
{
    /// <summary>Transactions that have timed out and logs to compact are looked for often, because tests wait for it.</summary>
    public const string Settings = "transaction.abort.timed.out.transaction.cleanup.interval.ms=50 log.cleaner.backoff.ms=50";

    private static readonly Lazy<Task<ApacheKafka>> Shared = new(() => ApacheKafka.StartAsync(Settings));

    public string BootstrapServers { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (SharedFolder.IsRequired || ApacheKafka.MissingReason() is null)
            BootstrapServers = (await Shared.Value).BootstrapServers;
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
