using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Fraud.Host.Demo.Live;

/// <summary>Posts payments over HTTP like any payment system: pooled connections, one payment per request, waiting for its decision.</summary>
internal sealed class GatewayClient : IDisposable
{
    private const int ConnectionsMax = 256;

    /// <summary>How long the gateway may wait for a decision; a slow one is then measured as slow, not as absent.</summary>
    private const int WaitSeconds = 20;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(WaitSeconds + 10);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _client;
    private readonly Uri _uri;

    public GatewayClient(string http, string key)
    {
        _uri = new Uri($"{http}/v1/payments?wait=decision&timeout={WaitSeconds}s");
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = ConnectionsMax }) { Timeout = AnswerTime };
        _client.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    /// <summary>Posts a body.</summary>
    public async Task<PostResult> PostAsync(ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        try
        {
            using var response = await _client.PostAsync(_uri, content, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            return new PostResult(Class(response.StatusCode), text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return new PostResult(PostAnswer.None);
        }
    }

    public void Dispose() => _client.Dispose();

    private static PostAnswer Class(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => PostAnswer.Decided,
        HttpStatusCode.Accepted => PostAnswer.Accepted,
        HttpStatusCode.BadRequest => PostAnswer.Refused,
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => PostAnswer.Busy,
        _ => PostAnswer.Unexpected,
    };
}
