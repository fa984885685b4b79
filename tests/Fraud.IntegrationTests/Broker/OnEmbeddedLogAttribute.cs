namespace Fraud.IntegrationTests.Broker;

/// <summary>Runs a theory on the embedded log.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEmbeddedLogAttribute() : BrokerDataAttribute(BrokerKind.EmbeddedLog);
