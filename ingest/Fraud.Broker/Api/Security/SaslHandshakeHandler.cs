using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Security;

/// <summary>Agrees on how a client says who it is (KIP-43). Version 0, whose tokens would follow without frames, is refused when used.</summary>
internal sealed class SaslHandshakeHandler(BrokerServices services) : IApiHandler
{
    private const string Mechanism = "PLAIN";

    public ApiSpec Spec { get; } = new(ApiKey.SaslHandshake, 0, 1, short.MaxValue);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var spoken = reader.String() == Mechanism && request.Version >= 1;
        response.Error(services.Options.Users is null ? ErrorCode.IllegalSaslState : spoken ? ErrorCode.None : ErrorCode.UnsupportedSaslMechanism);
        response.ArrayLength(1);
        response.String(Mechanism);
        return ValueTask.CompletedTask;
    }
}
