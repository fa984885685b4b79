using Fraud.Ingest.Kafka;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Host;

public sealed class ApacheKafkaFixtureTests(ApacheKafkaFixture kafka) : IClassFixture<ApacheKafkaFixture>
{
    [ApacheKafkaFact]
    public async Task The_products_topics_can_be_created_on_Apache_Kafka()
    {
        var topics = await new TopicCreator(kafka.BootstrapServers).EnsureAsync(TopicLayout.Product(), TimeSpan.FromSeconds(30));
        Assert.Equal(TopicLayout.PartitionsDefault, topics["payments.v1"]);
    }
}
