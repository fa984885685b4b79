using Fraud.Features.Redis;
using Fraud.Scoring.Policies;
using Fraud.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fraud.IntegrationTests.Worker;

/// <summary>A scoring stage in this process, on real servers.</summary>
internal sealed class RunningStage : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly RedisStateStore _store;

    private RunningStage(IHost host, RedisStateStore store)
    {
        _host = host;
        _store = store;
    }

    /// <summary>Ends when the worker does, with its fault.</summary>
    public Task Worker => _host.Services.GetServices<IHostedService>().OfType<ScoringWorker>().Single().ExecuteTask!;

    public static async Task<RunningStage> StartAsync(
        ScoringOptions options, CompiledPolicy policy, Func<IStateStore, IStateStore>? decorate = null)
    {
        var redis = new RedisStateOptions { Configuration = options.Redis, Namespace = options.StateNamespace };
        var store = await RedisStateStore.ConnectAsync(redis);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddScoringWorker(options, new PolicySource(policy));
        builder.Services.AddSingleton(decorate?.Invoke(store) ?? store);
        var host = builder.Build();
        await host.StartAsync();
        return new RunningStage(host, store);
    }

    /// <summary>Ends when the worker does, with what ended it.</summary>
    public Task Ended => _host.Services.GetServices<IHostedService>().OfType<ScoringWorker>().Single().ExecuteTask!;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _store.DisposeAsync();
    }
}
