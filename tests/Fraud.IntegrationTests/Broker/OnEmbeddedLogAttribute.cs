using System.Reflection;
using Xunit.Sdk;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Runs a theory on the embedded log.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEmbeddedLogAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[BrokerKind.EmbeddedLog]];
}
