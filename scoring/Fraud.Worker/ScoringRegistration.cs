using Fraud.Features.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fraud.Worker;

/// <summary>Adds the scoring stage to a host.</summary>
public static class ScoringRegistration
{
    /// <summary>Adds a worker of the scoring stage.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="policy">The policy to decide under until <c>policy.v1</c> names a live one; its model is the one that policies are bound to.</param>
    public static IServiceCollection AddScoringWorker(this IServiceCollection services, ScoringOptions options, PolicySource policy)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton(policy);
        services.AddSingleton<StageMetrics>();
        services.AddSingleton<IStateStore>(_ => new LazyStateStore(new RedisStateOptions { Configuration = options.Redis, Namespace = options.StateNamespace }));
        services.AddSingleton<PolicyFeed>();
        services.AddHostedService<ScoringWorker>();
        return services;
    }
}
