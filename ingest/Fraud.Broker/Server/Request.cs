using Fraud.Broker.Protocol;

namespace Fraud.Broker.Server;

/// <summary>One decoded request header with its undecoded body, which stays valid until the request has been answered.</summary>
internal sealed class Request
{
    public ApiSpec Api { get; set; } = null!;

    public short Version { get; set; }

    public int CorrelationId { get; set; }

    public string ClientId { get; set; } = "";

    public string ClientHost { get; set; } = "";

    /// <summary>The body may be patched in place: record batches get their offsets there before they are written to disk.</summary>
    public Memory<byte> Body { get; set; }

    /// <summary>Fires when the broker stops or the client is gone; a request that waits gives up then.</summary>
    public CancellationToken Stopping { get; set; }

    /// <summary>Set while the client waits for an answer.</summary>
    public volatile bool IsBeingAnswered;

    /// <summary>Who sends, once it has proven so; null before, and where nobody is asked.</summary>
    public string? User { get; set; }

    /// <summary>Set by a handler to have the connection closed after its answer.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Set by a handler whose request asks for no response (produce with acks=0).</summary>
    public bool Unanswered { get; set; }

    /// <summary>Set by a handler that has read all it needs, but whose answer may be sent only once this has completed; it may correct the answer until then.</summary>
    public Task? Outcome { get; set; }

    public ProtocolReader Reader() => new(Body.Span, Api.IsFlexible(Version));
}
