using Fraud.Api.Alerts;
using Fraud.Api.Casework;
using Fraud.Api.Decisions;
using Fraud.Api.Hub;
using Fraud.Api.Overview;
using Fraud.Api.Projection;
using Fraud.Api.Storage;
using Fraud.Ingest.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fraud.Api;

/// <summary>Puts the api into a web application.</summary>
public static class ApiSetup
{
    /// <summary>Path of the hub.</summary>
    public const string HubPath = "/hub/alerts";

    /// <summary>
    /// Adds the api's services and background work. The caller adds authentication with an authorization policy per scope, and a
    /// <see cref="TimeProvider"/> unless the system's clock will do.
    /// </summary>
    public static IServiceCollection AddApi(this IServiceCollection services, ApiOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Streams);
        services.TryAddSingleton(_ => new Database(options.Postgres));
        services.AddSingleton<AlertStore>();
        services.AddSingleton<AlertDetailReader>();
        services.TryAddSingleton<DecisionStore>();
        services.AddSingleton<CaseworkStore>();
        services.AddSingleton<TypicalFeatures>();
        services.AddSingleton<OverviewStore>();
        services.AddSingleton<OverviewFeed>();
        services.AddSingleton<AlertFeed>();
        services.AddHostedService<SchemaWorker>();
        services.AddHostedService<FeedWorker>();
        services.AddHostedService<LabelOutboxWorker>();
        if (options.Projects) services.AddHostedService<ProjectionWorker>();
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddSignalR(hub => hub.MaximumParallelInvocationsPerClient = 4)
            .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        services.AddOpenApi();
        return services;
    }

    /// <summary>Lets a gateway find decisions that have left its memory, with or without the rest of the api in the same process.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="postgres">Postgres connection string of the api's database.</param>
    public static IServiceCollection AddStoredDecisions(this IServiceCollection services, string postgres)
    {
        services.TryAddSingleton(_ => new Database(postgres));
        services.TryAddSingleton<DecisionStore>();
        return services.AddSingleton<IDecisionLookup, StoredDecisions>();
    }

    /// <summary>Maps the routes under <c>/v1</c>, the hub and the OpenAPI document at <c>/openapi/v1.json</c>.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("");
        routes.AddEndpointFilter<RouteGroupBuilder, ProblemFilter>();
        AlertEndpoints.Map(routes);
        CaseworkEndpoints.Map(routes);
        DecisionEndpoints.Map(routes);
        OverviewEndpoints.Map(routes);
        CallerEndpoints.Map(routes);
        app.MapHub<AlertHub>(HubPath);
        app.MapOpenApi();
    }
}
