using System.Collections.Frozen;
using System.Text;
using Fraud.Broker.Api;
using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Server;

/// <summary>Decodes a request's header, finds its handler and frames the response.</summary>
internal sealed class RequestDispatcher(FrozenDictionary<ApiKey, IApiHandler> handlers, bool usersOnly, ILogger logger)
{
    private const int FixedHeaderBytes = 10;
    private static readonly ApiSpec Unknown = new((ApiKey)(-1), 0, 0, short.MaxValue);

    /// <summary>Answers one frame (without its length prefix) into <paramref name="response"/>; leaves it empty when none is due.</summary>
    /// <exception cref="MalformedRequestException">The connection must be closed.</exception>
    public async ValueTask DispatchAsync(Memory<byte> frame, Request request, ProtocolWriter response)
    {
        var handler = ReadHeader(frame, request);
        response.Reset();
        response.Int32(0);
        response.Int32(request.CorrelationId);
        if (handler is null)
        {
            ApiVersionsHandler.WriteUnsupported(response, handlers.Values.Select(known => known.Spec));
        }
        else
        {
            response.Flexible = request.Api.IsFlexible(request.Version);
            // KIP-511: the answer to api-versions keeps the old header, so that any client can read it.
            if (request.Api.Key != ApiKey.ApiVersions)
                response.Tags();
            await HandleAsync(handler, request, response).ConfigureAwait(false);
        }
        if (request.Unanswered)
            response.Truncate(0);
        else
            response.PatchInt32(0, (int)response.TotalLength - 4);
    }

    private async ValueTask HandleAsync(IApiHandler handler, Request request, ProtocolWriter response)
    {
        try
        {
            await handler.HandleAsync(request, response).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            logger.LogError(error, "{Api} of {Client} failed: the data folder refuses writes", request.Api.Key, request.ClientId);
            throw;
        }
    }

    private IApiHandler? ReadHeader(Memory<byte> frame, Request request)
    {
        if (frame.Length < FixedHeaderBytes)
            throw new MalformedRequestException($"A request of {frame.Length} bytes has no header.");
        var reader = new ProtocolReader(frame.Span, flexible: false);
        var key = (ApiKey)reader.Int16();
        request.Version = reader.Int16();
        request.CorrelationId = reader.Int32();
        request.Unanswered = false;
        request.Outcome = null;
        var known = handlers.TryGetValue(key, out var handler);
        if (!known || !handler!.Spec.Speaks(request.Version))
        {
            if (key == ApiKey.ApiVersions)
            {
                request.Api = Unknown;
                return null;
            }
            throw new MalformedRequestException($"Request kind {key} version {request.Version} is not spoken here.");
        }
        if (usersOnly && request.User is null && key is not (ApiKey.ApiVersions or ApiKey.SaslHandshake or ApiKey.SaslAuthenticate))
            throw new MalformedRequestException($"{key} before the client has said who it is.");
        request.Api = handler.Spec;
        request.ClientId = ClientId(request.ClientId, ref reader);
        if (request.Api.IsFlexible(request.Version))
        {
            var tagged = new ProtocolReader(frame.Span[^reader.Remaining..], flexible: true);
            tagged.Tags();
            request.Body = frame[^tagged.Remaining..];
        }
        else
        {
            request.Body = frame[^reader.Remaining..];
        }
        return handler;
    }

    /// <summary>A connection nearly always repeats its client id: the string is made once.</summary>
    private static string ClientId(string last, ref ProtocolReader reader)
    {
        var length = reader.Int16();
        if (length < 0)
            return "";
        var bytes = reader.Raw(length);
        Span<char> text = stackalloc char[128];
        if (Encoding.UTF8.TryGetChars(bytes, text, out var chars) && text[..chars].SequenceEqual(last))
            return last;
        return Encoding.UTF8.GetString(bytes);
    }
}
