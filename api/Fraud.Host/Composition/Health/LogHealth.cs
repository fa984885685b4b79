using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fraud.Host.Composition.Health;

/// <summary>Healthy while the log answers a metadata request within 2 s.</summary>
internal sealed class LogHealth(Addresses addresses) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly IAdminClient _admin = new AdminClientBuilder(KafkaClients.Admin(addresses.Kafka)).SetLogHandler((_, _) => { }).Build();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.Run(Check, cancellationToken);

    public void Dispose() => _admin.Dispose();

    private HealthCheckResult Check()
    {
        try
        {
            return HealthCheckResult.Healthy($"{_admin.GetMetadata(Patience).Topics.Count} topics");
        }
        catch (KafkaException e)
        {
            return HealthCheckResult.Unhealthy($"The log at {addresses.Kafka} does not answer: {e.Error.Reason}");
        }
    }
}
