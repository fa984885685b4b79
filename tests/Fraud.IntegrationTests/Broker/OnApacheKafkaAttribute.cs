using Fraud.TestKit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Runs the same theory on Apache Kafka; skipped where it or Java is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnApacheKafkaAttribute : BrokerDataAttribute
{
    public OnApacheKafkaAttribute()
        : base(BrokerKind.ApacheKafka)
    {
        if (!SharedFolder.IsRequired && ApacheKafka.MissingReason() is { } reason)
            Skip = reason;
    }
}
