using System.Security.Cryptography;
using System.Text;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Api.Security;

/// <summary>Checks a name and password (SASL/PLAIN, RFC 4616; KIP-152). A wrong one is answered, then the connection is closed.</summary>
internal sealed class SaslAuthenticateHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.SaslAuthenticate, 0, 2, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        request.User = Check(reader.Bytes());
        request.IsRefused = request.User is null;
        if (request.IsRefused)
            services.Logger.LogWarning("Refused {Client} {Host}: wrong name or password", request.ClientId, request.ClientHost);
        response.Error(request.IsRefused ? ErrorCode.SaslAuthenticationFailed : ErrorCode.None);
        response.String(request.IsRefused ? "Authentication failed: Invalid username or password" : null);
        response.Bytes([]);
        if (request.Version >= 1)
            response.Int64(0);
        response.Tags();
        return ValueTask.CompletedTask;
    }

    /// <summary>The name when the password is its own: the message is an identity to act for, a name and a password, with zeros between them.</summary>
    private string? Check(ReadOnlySpan<byte> message)
    {
        var parts = Encoding.UTF8.GetString(message).Split('\0');
        if (services.Options.Users is not { } users || parts is not [var actsFor, var name, var password] || actsFor.Length > 0 && actsFor != name)
            return null;
        var known = users.TryGetValue(name, out var expected);
        // The same work whether the name exists or not, so that the time taken tells nothing.
        var same = CryptographicOperations.FixedTimeEquals(Hash(password), Hash(expected ?? ""));
        return known && same ? name : null;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
