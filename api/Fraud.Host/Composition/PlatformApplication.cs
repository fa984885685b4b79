using Fraud.Api;
using Fraud.Host.Runtime;
using Fraud.Ingest.Cdc;
using Fraud.Ingest.Gateway;
using Fraud.Ingest.Security;
using Fraud.Worker;

namespace Fraud.Host.Composition;

/// <summary>Puts the roles into one web application.</summary>
internal static class PlatformApplication
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);

    public static WebApplication Build(FraudOptions options, Addresses addresses, PolicySource policy, int port, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = Dashboard.FindFolder() });
        Logs.Configure(builder.Logging);
        builder.WebHost.UseUrls($"http://{options.Listen}:{port}");
        var services = builder.Services;
        services.AddSingleton<IHostLifetime, CommandLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        services.AddSingleton(time);
        services.AddSingleton(options);
        services.AddSingleton(addresses);
        services.AddObservation();
        services.AddSingleton<IApiKeyStore>(ApiKeyFileStore.Open(options.KeyFolder ?? options.DataFolder, time));
        services.AddApiKeySecurity();
        services.AddRoles(options, addresses, policy);

        var app = builder.Build();
        app.MapObservation();
        app.MapRoles(options);
        app.MapDashboard();
        return app;
    }

    // Hosted services stop in the reverse of this order: what takes payments ends first.
    private static void AddRoles(this IServiceCollection services, FraudOptions options, Addresses addresses, PolicySource policy)
    {
        if (options.Roles.Contains(Role.Api))
            services.AddApi(new ApiOptions { Kafka = addresses.Kafka, Postgres = addresses.Postgres });
        if (options.Roles.Contains(Role.Worker))
            services.AddScoringWorker(LivePolicy.Worker(options, addresses), policy);
        if (options.Roles.Contains(Role.Cdc))
            services.AddCdc(new CdcOptions { Source = addresses.Postgres, Tables = options.Tables, Kafka = addresses.Kafka, Truncates = true });
        if (options.Roles.Contains(Role.Gateway))
        {
            services.AddStoredDecisions(addresses.Postgres);
            services.AddGateway(new GatewayOptions { Kafka = addresses.Kafka });
        }
    }

    private static void MapRoles(this WebApplication app, FraudOptions options)
    {
        if (options.Roles.Contains(Role.Api))
            app.MapApi();
        if (options.Roles.Contains(Role.Gateway))
            app.MapGateway();
    }
}
