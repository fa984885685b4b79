using Xunit;

namespace Fraud.TestKit;

/// <summary>A theory on Apache Kafka; skipped where it or Java is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApacheKafkaTheoryAttribute : TheoryAttribute
{
    public ApacheKafkaTheoryAttribute()
    {
        if (!SharedFolder.IsRequired && ApacheKafka.MissingReason() is { } reason)
            Skip = reason;
    }
}
