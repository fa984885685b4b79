using Fraud.Ingest.Kafka;
using Xunit;

namespace Fraud.UnitTests.Ingest.Kafka;

/// <summary>Files of client properties, named as librdkafka's CONFIGURATION.md does.</summary>
public sealed class KafkaConnectionTests
{
    [Fact]
    public void Passwords_may_come_from_the_environment()
    {
        var properties = KafkaConnection.Parse(
            ["# ours", "", " security.protocol = SASL_SSL ", "sasl.password=${env:SECRET}", "sasl.username=a=b"],
            name => name == "SECRET" ? "x=y" : null);
        Assert.Equal([("sasl.password", "x=y"), ("sasl.username", "a=b"), ("security.protocol", "SASL_SSL")],
            properties.Select(one => (one.Key, one.Value)).OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("acks=1", "acks does not say how to connect")]
    [InlineData("isolation.level=read_uncommitted", "isolation.level does not say how to connect")]
    [InlineData("security.protocol", "is not a property")]
    [InlineData("sasl.password=${env:ABSENT}", "ABSENT is not set")]
    public void What_is_no_property_of_a_connection_is_refused(string line, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => KafkaConnection.Parse([line], _ => null)).Message, StringComparison.Ordinal);
}
