using System.Reflection;
using Fraud.Ingest.Kafka;
using Xunit.Sdk;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Runs a theory on one kind of broker.</summary>
public abstract class BrokerDataAttribute(BrokerKind kind) : DataAttribute
{
    private string? _librdkafka;

    /// <summary>The oldest librdkafka that has the functions the test calls; skipped with an older one.</summary>
    public string? Librdkafka
    {
        get => _librdkafka;
        set
        {
            _librdkafka = value;
            var present = NativeKafka.Initialize();
            if (value is not null && Version.Parse(present) < Version.Parse(value))
                Skip = $"librdkafka {present} lacks what came with {value}.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[kind]];
}
