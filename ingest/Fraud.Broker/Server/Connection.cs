using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Server;

/// <summary>One client: reads frames and answers them one after another, so that pipelined requests are answered in order.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);
    private readonly Socket _socket;
    private readonly RequestDispatcher _dispatcher;
    private readonly BrokerOptions _options;
    private readonly ILogger _logger;
    private readonly Request _request;
    private ProtocolWriter _response = new();
    private readonly ResponseSender _sender;
    private readonly ReceiveBuffer _received;
    private readonly CancellationTokenSource _closing;
    private long _activeMs = Environment.TickCount64;
    private long _requests;

    public Connection(
        Socket socket, RequestDispatcher dispatcher, BrokerOptions options, RequestMemory memory, ILogger logger, CancellationToken stopping)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _sender = new ResponseSender(socket);
        _dispatcher = dispatcher;
        _options = options;
        _logger = logger;
        _received = new ReceiveBuffer(options.RequestBytesMax, memory);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var peer = (IPEndPoint)socket.RemoteEndPoint!;
        _request = new Request { Stopping = _closing.Token, ClientHost = $"/{peer.Address}" };
    }

    /// <summary>Serves until the client closes, breaks the protocol, or the broker stops. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            var stream = await OpenAsync().ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                await ServeAsync(stream).ConfigureAwait(false);
        }
        catch (MalformedRequestException error)
        {
            _logger.LogWarning("Closed the connection of {Client} {Host}: {Reason}", _request.ClientId, _request.ClientHost, error.Message);
        }
        catch (AuthenticationException error)
        {
            _logger.LogWarning("Closed the connection of {Host}: no TLS could be agreed on ({Reason})", _request.ClientHost, error.Message);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException or IOException { InnerException: SocketException })
        {
            _logger.LogDebug("The connection of {Client} {Host} ended: {Reason}", _request.ClientId, _request.ClientHost, error.Message);
        }
        catch (IOException)
        {
            // Said by the dispatcher. Closing makes the client ask again, later.
        }
        catch (Exception error)
        {
            _logger.LogError(error, "Closed the connection of {Client} {Host}: the broker failed", _request.ClientId, _request.ClientHost);
        }
    }

    /// <summary>Ends the connection when nobody is at the other end any more, or nothing has happened for too long.</summary>
    public void CloseIfAbandoned()
    {
        var idle = TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _activeMs));
        var answering = Volatile.Read(ref _requests);
        // A client that waits for an answer is not read from, so that its farewell is seen only here: readable, and nothing to read. The same goes
        // for a next request that was taken between the two looks, so it must still be the same answer that is waited for.
        var gone = _request.IsBeingAnswered && _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0
            && _request.IsBeingAnswered && Volatile.Read(ref _requests) == answering;
        if (gone || !_request.IsBeingAnswered && idle > _options.ConnectionIdleMax)
            _closing.Cancel();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sender.Dispose();
        _response.Dispose();
        _received.Dispose();
        _closing.Dispose();
    }

    private async ValueTask<Stream> OpenAsync()
    {
        var plain = new NetworkStream(_socket, ownsSocket: false);
        if (_options.Certificate is not { } certificate)
            return plain;
        var secured = new SslStream(plain);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(HandshakeTime);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, limit.Token).ConfigureAwait(false);
        return secured;
    }

    private async ValueTask ServeAsync(Stream stream)
    {
        var waiting = new WaitingAnswers(_sender, stream);
        await using (waiting.ConfigureAwait(false))
        {
            while (await NextFrameAsync(stream, waiting).ConfigureAwait(false) is { Length: > 0 } frame)
            {
                // What is not a batch may have to wait for long, or ask what the batches before it have done.
                if (BinaryPrimitives.ReadInt16BigEndian(frame.Span) != (short)ApiKey.Produce)
                    await waiting.SendAllAsync(_closing.Token).ConfigureAwait(false);
                Volatile.Write(ref _requests, _requests + 1);
                _request.IsBeingAnswered = true;
                await _dispatcher.DispatchAsync(frame, _request, _response).ConfigureAwait(false);
                if (_request.Outcome is { } outcome)
                {
                    waiting.Add(_response, outcome);
                    _response = new ProtocolWriter();
                }
                else if (_response.Length > 0)
                {
                    await waiting.SendAllAsync(_closing.Token).ConfigureAwait(false);
                    await _sender.SendAsync(stream, _response, _closing.Token).ConfigureAwait(false);
                }
                _response.Reset();
                _request.IsBeingAnswered = false;
                Volatile.Write(ref _activeMs, Environment.TickCount64);
                if (_request.IsRefused)
                    return;
            }
        }
    }

    /// <summary>The next request, and meanwhile the answers that wait for the disk, as soon as they may be sent.</summary>
    private ValueTask<Memory<byte>> NextFrameAsync(Stream stream, WaitingAnswers waiting)
    {
        var next = _received.ReadFrameAsync(stream, _closing.Token);
        return waiting.IsEmpty ? next : waiting.SendWhileAsync(next, _closing);
    }
}
