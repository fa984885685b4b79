using Fraud.Broker.Inspection;

namespace Fraud.Host.Commands.Log;

/// <summary>What librdkafka's properties say of TLS and SASL/PLAIN.</summary>
internal static class KafkaAccess
{
    /// <summary>The same access for a connection that is not librdkafka's. Other ways to say who one is are not known here, so that the broker refuses.</summary>
    public static LogAccess Read(IReadOnlyDictionary<string, string> properties)
    {
        var protocol = properties.GetValueOrDefault("security.protocol", "plaintext");
        return new LogAccess
        {
            Tls = protocol.EndsWith("ssl", StringComparison.OrdinalIgnoreCase),
            AuthorityFile = properties.GetValueOrDefault("ssl.ca.location"),
            User = protocol.StartsWith("sasl", StringComparison.OrdinalIgnoreCase) ? properties.GetValueOrDefault("sasl.username") : null,
            Password = properties.GetValueOrDefault("sasl.password"),
        };
    }
}
