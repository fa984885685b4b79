using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fraud.Api;
using Fraud.Api.Hub;
using Fraud.Api.Projection;
using Fraud.Ingest.Security;
using Fraud.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fraud.IntegrationTests.Api;

/// <summary>The api behind a real HTTP server on a free port.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly TempFolder _folder = new("api");
    private readonly WebApplication _app;
    private readonly FirstApiKeys _keys;

    private RunningApi(ApiOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var store = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System);
        _keys = store.ReadFirstKeys()!;
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IApiKeyStore>(store).AddApiKeySecurity().AddApi(options);
        _app = builder.Build();
        _app.MapApi();
    }

    /// <summary>Calls with a key that may do everything.</summary>
    public HttpClient Client { get; } = new();

    public static async Task<RunningApi> StartAsync(string kafka, string postgres, ProjectionOptions? projection = null, AlertStreamOptions? streams = null)
    {
        var api = new RunningApi(new ApiOptions
        {
            Kafka = kafka,
            Postgres = postgres,
            Projection = projection ?? new ProjectionOptions(),
            Streams = streams ?? new AlertStreamOptions(),
        });
        await api._app.StartAsync();
        api.Client.BaseAddress = new Uri(api._app.Urls.First());
        api.Client.DefaultRequestHeaders.Add("X-Api-Key", api._keys.Admin);
        return api;
    }

    /// <summary>A connection to the hub, not started.</summary>
    /// <param name="withPaymentsKey">With the key of a payment system, which may not see alerts.</param>
    public HubConnection Hub(bool withPaymentsKey = false) => new HubConnectionBuilder()
        .WithUrl(new Uri(Client.BaseAddress!, ApiSetup.HubPath), http =>
            http.AccessTokenProvider = () => Task.FromResult<string?>(withPaymentsKey ? _keys.Payments : _keys.Admin))
        .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions))
        .Build();

    /// <summary>A JSON answer, whatever its status.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var response = await Client.PostAsJsonAsync(path, body);
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>Returns once so many decisions are in Postgres.</summary>
    public Task UntilDecidedAsync(long decisions) => Eventually.UntilAsync(
        async () => (await GetAsync("/v1/overview?minutes=5"))["totals"]?.AsArray().Sum(t => (long)t!["decisions"]!) >= decisions,
        TimeSpan.FromSeconds(90),
        $"{decisions} decisions are projected");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Client.Dispose();
        _folder.Dispose();
    }
}
