using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fraud.Ingest.Gateway;
using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fraud.TestKit;

/// <summary>The gateway behind a real HTTP server on a free port.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    private readonly TempFolder _folder = new("gateway");
    private readonly WebApplication _app;

    private RunningGateway(GatewayOptions options, IDecisionLookup? lookup)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        Keys = ApiKeyFileStore.Open(_folder.Path, TimeProvider.System);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IApiKeyStore>(Keys).AddApiKeySecurity().AddGateway(options);
        if (lookup is not null) builder.Services.AddSingleton(lookup);
        _app = builder.Build();
        _app.MapGateway();
    }

    public ApiKeyFileStore Keys { get; }

    public HttpClient Client { get; private set; } = new();

    public static async Task<RunningGateway> StartAsync(GatewayOptions options, IDecisionLookup? lookup = null)
    {
        var gateway = new RunningGateway(options, lookup);
        await gateway._app.StartAsync();
        gateway.Client.BaseAddress = new Uri(gateway._app.Urls.First());
        gateway.Client.DefaultRequestHeaders.Add("X-Api-Key", gateway.Keys.ReadFirstKeys()!.Payments);
        return gateway;
    }

    public Task<HttpResponseMessage> PostAsync(string json, string query = "") =>
        Client.PostAsync("/v1/payments" + query, new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")));

    /// <summary>A payment of 12.50 euros.</summary>
    public static string Payment(string payment, string account) =>
        $$"""{"payment_id":"{{payment}}","account_id":"{{account}}","amount_minor":1250,"currency":"EUR","event_time":"2026-03-01T12:00:00Z"}""";

    /// <summary>The body of an answer.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Client.Dispose();
        _folder.Dispose();
    }
}
