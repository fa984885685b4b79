using Microsoft.Extensions.DependencyInjection;

namespace Fraud.Ingest.Security;

/// <summary>Registers the API key scheme as the default one, with one authorization policy per scope.</summary>
public static class ApiKeySecurity
{
    /// <summary>Adds authentication and authorization by API key. An <see cref="IApiKeyStore"/> must be registered too.</summary>
    public static IServiceCollection AddApiKeySecurity(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyAuthenticationHandler.SchemeName)
            .AddScheme<ApiKeyOptions, ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.SchemeName, null);
        services.AddAuthorization(authorization =>
        {
            foreach (var scope in ApiScopes.All)
            {
                authorization.AddPolicy(scope, policy => policy
                    .RequireAuthenticatedUser()
                    .RequireClaim(ApiKeyAuthenticationHandler.ScopeClaim, scope, ApiScopes.Admin));
            }
        });
        return services;
    }
}
