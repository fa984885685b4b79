using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api;

/// <summary>Answers one kind of request: reads <see cref="Request.Body"/> and writes the body of the response.</summary>
internal interface IApiHandler
{
    ApiSpec Spec { get; }

    /// <summary>Completes when the whole response body has been written. Throws <see cref="MalformedRequestException"/> on a bad body.</summary>
    ValueTask HandleAsync(Request request, ProtocolWriter response);
}
