using Fraud.Host.Composition.Health;
using Fraud.Host.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fraud.Host.Commands.Doctor;

/// <summary>Asks the servers that were named, and those of the instance that runs on the data folder, whether they answer.</summary>
internal static class AddressChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(FraudOptions options, CancellationToken stop)
    {
        var running = new RuntimeFile(options.DataFolder).Read().Instance is { IsRunning: true } instance ? instance : null;
        var addresses = new Addresses(
            options.Kafka ?? running?.Kafka ?? "", options.Redis ?? running?.Redis ?? "", options.Postgres ?? running?.Postgres ?? "");
        var findings = new List<Finding>();
        if (addresses.Kafka.Length > 0)
        {
            using var log = new LogHealth(addresses);
            findings.Add(await AskAsync("kafka", addresses.Kafka, log, stop));
        }
        if (addresses.Redis.Length > 0)
        {
            using var redis = new RedisHealth(addresses);
            findings.Add(await AskAsync("redis", addresses.Redis, redis, stop));
        }
        if (addresses.Postgres.Length > 0)
            findings.Add(await AskAsync("postgres", "", new PostgresHealth(addresses), stop));
        return findings;
    }

    private static async Task<Finding> AskAsync(string name, string address, IHealthCheck check, CancellationToken stop)
    {
        var result = await check.CheckHealthAsync(new HealthCheckContext(), stop);
        return result.Status == HealthStatus.Healthy
            ? new Finding($"{name} server", Condition.Good, $"{address} {result.Description}".Trim())
            : new Finding($"{name} server", Condition.Bad, $"{result.Description} Start it, or correct --{name}.");
    }
}
