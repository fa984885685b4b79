using System.Reflection;
using Fraud.Ingest.Kafka;
using Fraud.IntegrationTests.Broker.Clients;
using Fraud.TestKit;
using Xunit.Sdk;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Runs a theory on one kind of broker.</summary>
public abstract class BrokerDataAttribute(BrokerKind kind) : DataAttribute
{
    private string? _librdkafka;
    private string? _program;
    private bool _javaPrograms;

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

    /// <summary>A program on PATH that is the client; skipped where it is absent, except in continuous integration.</summary>
    public string? Program
    {
        get => _program;
        set
        {
            _program = value;
            if (value is not null && !SharedFolder.IsRequired && !ExternalProgram.IsOnPath(value))
                Skip = $"{value} is not installed.";
        }
    }

    /// <summary>Whether the client is one of Apache Kafka's own programs; skipped where they or Java are absent, except in continuous integration.</summary>
    public bool JavaPrograms
    {
        get => _javaPrograms;
        set
        {
            _javaPrograms = value;
            if (value && !SharedFolder.IsRequired && ApacheKafka.MissingReason() is { } reason)
                Skip = reason;
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[kind]];
}
