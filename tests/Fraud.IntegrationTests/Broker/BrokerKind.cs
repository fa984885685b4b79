namespace Fraud.IntegrationTests.Broker;

/// <summary>The brokers a conformance test runs on.</summary>
public enum BrokerKind
{
    EmbeddedLog,
    ApacheKafka,
}
