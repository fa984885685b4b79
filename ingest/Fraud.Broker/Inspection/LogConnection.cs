using System.Buffers.Binary;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Fraud.Broker.Protocol;

namespace Fraud.Broker.Inspection;

/// <summary>A client's connection to a broker: one request at a time.</summary>
internal sealed class LogConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TcpClient _client;
    private readonly Stream _stream;
    private int _correlation;

    private LogConnection(TcpClient client, Stream stream) => (_client, _stream) = (client, stream);

    /// <exception cref="IOException">The broker does not answer, is not the one it should be, or refuses the password.</exception>
    public static async Task<LogConnection> OpenAsync(string server, LogAccess access, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var colon = server.LastIndexOf(':');
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(server[..colon], int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture), limit.Token).ConfigureAwait(false);
            var stream = access.Tls ? await SecureAsync(client.GetStream(), server[..colon], access, limit.Token).ConfigureAwait(false) : client.GetStream();
            var connection = new LogConnection(client, stream);
            if (access.User is { } user)
                await connection.AuthenticateAsync(user, access.Password ?? "", limit.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception error) when (error is SocketException or AuthenticationException or IOException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw new IOException($"The broker at {server} cannot be asked: {error.Message}", error);
        }
    }

    /// <summary>One request of a version with tagged fields, and the body of its answer.</summary>
    public Task<byte[]> AskAsync(ApiKey key, short version, Action<ProtocolWriter> body, CancellationToken cancellationToken) =>
        AskAsync(key, version, flexible: true, body, cancellationToken);

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private static async Task<Stream> SecureAsync(NetworkStream plain, string host, LogAccess access, CancellationToken cancellationToken)
    {
        var stream = new SslStream(plain);
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (access.AuthorityFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            options.CertificateChainPolicy = policy;
        }
        await stream.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
        return stream;
    }

    /// <summary>SASL/PLAIN (RFC 4616) in frames of the protocol (KIP-43, KIP-152).</summary>
    private async Task AuthenticateAsync(string user, string password, CancellationToken cancellationToken)
    {
        await AskAsync(ApiKey.SaslHandshake, 1, flexible: false, request => request.String("PLAIN"), cancellationToken).ConfigureAwait(false);
        var answer = await AskAsync(
            ApiKey.SaslAuthenticate, 2, flexible: true, request => request.Bytes(System.Text.Encoding.UTF8.GetBytes($"\0{user}\0{password}")), cancellationToken)
            .ConfigureAwait(false);
        if ((ErrorCode)BinaryPrimitives.ReadInt16BigEndian(answer) is var error and not ErrorCode.None)
            throw new IOException($"The name or the password is refused ({error}).");
    }

    private async Task<byte[]> AskAsync(ApiKey key, short version, bool flexible, Action<ProtocolWriter> body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var writer = new ProtocolWriter();
        writer.Int32(0);
        writer.Int16((short)key);
        writer.Int16(version);
        writer.Int32(++_correlation);
        writer.String("fraud");
        writer.Flexible = flexible;
        writer.Tags();
        body(writer);
        writer.Tags();
        writer.PatchInt32(0, writer.Length - 4);
        await _stream.WriteAsync(writer.Written, limit.Token).ConfigureAwait(false);
        var head = new byte[flexible ? 9 : 8];
        await _stream.ReadExactlyAsync(head, limit.Token).ConfigureAwait(false);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - head.Length + 4];
        await _stream.ReadExactlyAsync(answer, limit.Token).ConfigureAwait(false);
        return answer;
    }
}
