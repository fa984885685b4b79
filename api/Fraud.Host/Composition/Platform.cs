using System.Net;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.Ingest.Security;

namespace Fraud.Host.Composition;

/// <summary>
/// A running instance: its servers, its topics and its roles in one process. Stopping goes against the flow: HTTP drains, then gateway, CDC,
/// worker and api end, then the log, Postgres and Redis.
/// </summary>
public sealed class Platform : IAsyncDisposable
{
    private static readonly TimeSpan TopicsTime = TimeSpan.FromSeconds(30);
    private readonly DataFolder _folder;
    private readonly LocalRuntime _runtime;
    private readonly WebApplication _app;
    private readonly ILoggerFactory _loggers;

    private Platform(DataFolder folder, LocalRuntime runtime, WebApplication app, ILoggerFactory loggers)
    {
        _folder = folder;
        _runtime = runtime;
        _app = app;
        _loggers = loggers;
    }

    /// <summary>Where its servers are.</summary>
    public Addresses Addresses => _runtime.Addresses;

    /// <summary>Base address of its HTTP server, without a trailing slash.</summary>
    public string Http => _app.Urls.First();

    /// <summary>The services of its roles.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The keys made at the folder's first start, in clear; null once somebody deleted their file.</summary>
    public FirstApiKeys? FirstKeys => ((ApiKeyFileStore)_app.Services.GetRequiredService<IApiKeyStore>()).ReadFirstKeys();

    /// <summary>Cancelled when the instance stops, asked or because a role failed.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts everything and returns once the roles run and HTTP is open.</summary>
    /// <exception cref="OperatingFaultException">The folder is taken, or a server or topic could not be had.</exception>
    public static async Task<Platform> StartAsync(FraudOptions options, TimeProvider time, CancellationToken stop)
    {
        var loggers = LoggerFactory.Create(Logs.Configure);
        var folder = DataFolder.Take(options.DataFolder);
        LocalRuntime? runtime = null;
        WebApplication? app = null;
        try
        {
            runtime = await LocalRuntime.StartAsync(options, folder, loggers, time, stop);
            await CreateTopicsAsync(options, runtime.Addresses, stop);
            var policy = LivePolicy.Load(options);
            if (options.Roles.Contains(Role.Worker))
                await StarterPolicy.EnsureAsync(options, runtime.Addresses.Kafka, policy, time, loggers.CreateLogger(nameof(StarterPolicy)), stop);
            var port = HttpPort(options, folder);
            app = PlatformApplication.Build(options, runtime.Addresses, policy, port, time);
            await app.StartAsync(stop);
            var platform = new Platform(folder, runtime, app, loggers);
            platform.Announce(options, port);
            return platform;
        }
        catch
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (runtime?.DisposeAsync() ?? ValueTask.CompletedTask);
            folder.Dispose();
            loggers.Dispose();
            throw;
        }
    }

    /// <summary>Stops everything in order.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        finally
        {
            await _runtime.DisposeAsync();
            _folder.RuntimeFile.Update(record => record with { Instance = null });
            _folder.Dispose();
            _loggers.Dispose();
        }
    }

    private static async Task CreateTopicsAsync(FraudOptions options, Addresses addresses, CancellationToken stop)
    {
        try
        {
            await new TopicCreator(addresses.Kafka).EnsureAsync(TopicLayout.Product(options.Partitions), TopicsTime, stop);
        }
        catch (InvalidOperationException e)
        {
            throw new OperatingFaultException(e.Message, e);
        }
        catch (TimeoutException e)
        {
            throw new OperatingFaultException($"No log answers at {addresses.Kafka}: start it, or correct --kafka or --kafka-config ({e.Message}).", e);
        }
    }

    private static int HttpPort(FraudOptions options, DataFolder folder)
    {
        if (options.Port is { } asked)
        {
            return IPAddress.IsLoopback(IPAddress.Parse(options.Listen)) && !LocalPort.IsFree(asked)
                ? throw new OperatingFaultException($"Port {asked} is taken: stop what listens there, or name another one with --port.")
                : asked;
        }
        return folder.PortFor("http");
    }

    private void Announce(FraudOptions options, int port)
    {
        var instance = new RuntimeInstance(
            Environment.ProcessId, RunningProcess.StartTicks(Environment.ProcessId) ?? 0,
            [.. options.Roles.Order().Select(role => role.ToString().ToLowerInvariant())],
            Addresses.Kafka, Addresses.Redis, Addresses.Postgres, Http, KafkaConnection.File);
        _folder.RuntimeFile.Update(record => record.With("http", new RuntimeServer(port)) with { Instance = instance });
    }
}
