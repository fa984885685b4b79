using System.Reflection;
using Fraud.TestKit;
using Xunit.Sdk;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Runs the same theory on Apache Kafka; skipped where it or Java is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnApacheKafkaAttribute : DataAttribute
{
    public OnApacheKafkaAttribute()
    {
        if (!SharedFolder.IsRequired && ApacheKafka.MissingReason() is { } reason)
            Skip = reason;
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[BrokerKind.ApacheKafka]];
}
