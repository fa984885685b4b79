using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>A broker of its own for the ingest tests, because they use the product's topic names; the tests on it run one after the other.</summary>
public sealed class IngestLog : IAsyncLifetime
{
    public const string Collection = "ingest log";

    private ApacheKafka? _broker;

    public string Kafka => _broker!.BootstrapServers;

    public async Task InitializeAsync()
    {
        if (!SharedFolder.IsRequired && ApacheKafka.MissingReason() is not null) return;
        _broker = await ApacheKafka.StartAsync();
        await new TopicCreator(Kafka).EnsureAsync(TopicLayout.Product(), TimeSpan.FromSeconds(30));
    }

    public Task DisposeAsync()
    {
        _broker?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The payments on the log with this account as their key.</summary>
    public IReadOnlyList<Confluent.Kafka.ConsumeResult<byte[], byte[]>> PaymentsOf(string account) =>
        [.. TopicContents.Read(Kafka, Topics.Payments).Where(r => r.Message.Key.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(account)))];
}

[CollectionDefinition(IngestLog.Collection)]
public sealed class IngestLogDefinition : ICollectionFixture<IngestLog>;
