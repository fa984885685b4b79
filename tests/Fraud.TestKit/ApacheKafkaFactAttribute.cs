using Xunit;

namespace Fraud.TestKit;

/// <summary>A test on Apache Kafka; skipped where it or Java is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApacheKafkaFactAttribute : FactAttribute
{
    public ApacheKafkaFactAttribute()
    {
        if (!SharedFolder.IsRequired && ApacheKafka.MissingReason() is { } reason)
            Skip = reason;
    }
}
