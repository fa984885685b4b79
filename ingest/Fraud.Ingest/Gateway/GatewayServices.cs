using Fraud.Ingest.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Fraud.Ingest.Gateway;

/// <summary>Registers the HTTP gateway.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the gateway. A <see cref="TimeProvider"/> and an <see cref="IApiKeyStore"/> must be registered; an <see cref="IDecisionLookup"/> may be, and is then asked for
    /// decisions that have left the gateway's memory.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<InFlightLimits>();
        services.AddSingleton(new RecentDecisions(options.RecentDecisionsMax));
        services.AddSingleton(provider => new KeyRates(options.KeyRateMax, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new RecentPayments(options.RecentDecisionsMax));
        services.AddSingleton<PaymentLog>();
        services.AddSingleton(provider => new PaymentIntake(
            options, provider.GetRequiredService<PaymentLog>(), provider.GetRequiredService<RecentPayments>(),
            provider.GetRequiredService<RecentDecisions>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IDecisionLookup>()));
        services.AddSingleton<GatewayMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<PaymentLog>());
        services.AddHostedService<DecisionConsumer>();
        return services;
    }
}
