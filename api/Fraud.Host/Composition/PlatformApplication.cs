using Fraud.Host.Runtime;

namespace Fraud.Host.Composition;

/// <summary>Puts the roles into one web application. Hosted services stop in the reverse of the order in which they are added here.</summary>
internal static class PlatformApplication
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);

    public static WebApplication Build(FraudOptions options, Addresses addresses, int port, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = Dashboard.FindFolder() });
        Logs.Configure(builder.Logging);
        builder.WebHost.UseUrls($"http://{options.Listen}:{port}");
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(addresses);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        builder.Services.AddObservation();

        var app = builder.Build();
        app.MapObservation();
        app.MapDashboard();
        return app;
    }
}
