using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fraud.Ingest.Cdc;

/// <summary>Registers change data capture.</summary>
public static class CdcServices
{
    /// <summary>Adds a hosted connector. A <see cref="TimeProvider"/> must be registered.</summary>
    public static IServiceCollection AddCdc(this IServiceCollection services, CdcOptions options) =>
        services.AddHostedService(provider => new CdcWorker(
            options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CdcWorker>>()));
}
