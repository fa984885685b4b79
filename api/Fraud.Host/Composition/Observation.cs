using Fraud.Host.Composition.Health;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Fraud.Host.Composition;

/// <summary>What an operator's tools see: <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c> in Prometheus's format.</summary>
internal static class Observation
{
    private static readonly TimeSpan CheckTime = TimeSpan.FromSeconds(3);

    public static void AddObservation(this IServiceCollection services)
    {
        services.AddSingleton<LogHealth>().AddSingleton<RedisHealth>();
        services.AddHealthChecks()
            .AddCheck<LogHealth>("log", timeout: CheckTime)
            .AddCheck<RedisHealth>("redis", timeout: CheckTime)
            .AddCheck<PostgresHealth>("postgres", timeout: CheckTime);
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Fraud.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddPrometheusExporter());
    }

    public static void MapObservation(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }),
    });
}
