using Fraud.Host.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Fraud.Host.Composition.Health;

/// <summary>Healthy while Postgres answers a query.</summary>
internal sealed class PostgresHealth(Addresses addresses) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = new NpgsqlConnection(addresses.Postgres);
            await connection.OpenAsync(cancellationToken);
            await using var ask = new NpgsqlCommand("select current_setting('server_version')", connection);
            return HealthCheckResult.Healthy($"version {await ask.ExecuteScalarAsync(cancellationToken)}");
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy($"Postgres does not answer: {e.Message}");
        }
    }
}
