using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using Fraud.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Server;

/// <summary>
/// One client: reads frames and answers them one after another, so that pipelined requests are answered in order. The receive buffer is
/// kept between requests and doubles as the memory of the request being answered.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int LengthBytes = 4;
    private const int IdleBufferBytes = 16 * 1024;
    private const int KeptBufferBytes = 1024 * 1024;
    private readonly Socket _socket;
    private readonly RequestDispatcher _dispatcher;
    private readonly int _requestBytesMax;
    private readonly ILogger _logger;
    private readonly Request _request;
    private readonly ProtocolWriter _response = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(IdleBufferBytes);
    private int _start;
    private int _end;

    public Connection(Socket socket, RequestDispatcher dispatcher, int requestBytesMax, ILogger logger, CancellationToken stopping)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _dispatcher = dispatcher;
        _requestBytesMax = requestBytesMax;
        _logger = logger;
        var peer = (System.Net.IPEndPoint)socket.RemoteEndPoint!;
        _request = new Request { Stopping = stopping, ClientHost = $"/{peer.Address}" };
    }

    /// <summary>Serves until the client closes, breaks the protocol, or the broker stops. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await ReadFrameAsync().ConfigureAwait(false) is { Length: > 0 } frame)
            {
                await _dispatcher.DispatchAsync(frame, _request, _response).ConfigureAwait(false);
                for (var sent = 0; sent < _response.Length;)
                    sent += await _socket.SendAsync(_response.Written[sent..], SocketFlags.None, _request.Stopping).ConfigureAwait(false);
                _response.Reset();
            }
        }
        catch (MalformedRequestException error)
        {
            _logger.LogWarning("Closed the connection of {Client} {Host}: {Reason}", _request.ClientId, _request.ClientHost, error.Message);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
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

    public void Dispose()
    {
        _socket.Dispose();
        _response.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>The next whole frame without its length; empty when the client has closed.</summary>
    private async ValueTask<Memory<byte>> ReadFrameAsync()
    {
        if (!await FillAsync(LengthBytes).ConfigureAwait(false))
            return default;
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        if (length <= 0 || length > _requestBytesMax)
            throw new MalformedRequestException($"A request of {length} bytes is outside 1 to {_requestBytesMax} (RequestBytesMax).");
        if (!await FillAsync(LengthBytes + length).ConfigureAwait(false))
            throw new MalformedRequestException("The connection closed in the middle of a request.");
        var frame = _buffer.AsMemory(_start + LengthBytes, length);
        _start += LengthBytes + length;
        return frame;
    }

    private async ValueTask<bool> FillAsync(int needed)
    {
        if (_end - _start >= needed)
            return true;
        MakeRoom(needed);
        while (_end - _start < needed)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, _request.Stopping).ConfigureAwait(false);
            if (read == 0)
                return false;
            _end += read;
        }
        return true;
    }

    private void MakeRoom(int needed)
    {
        var kept = _end - _start;
        var tooSmall = _buffer.Length < needed;
        var tooLarge = _buffer.Length > KeptBufferBytes && kept + needed <= IdleBufferBytes;
        if (tooSmall || tooLarge)
        {
            var replacement = ArrayPool<byte>.Shared.Rent(Math.Max(needed, IdleBufferBytes));
            _buffer.AsSpan(_start, kept).CopyTo(replacement);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = replacement;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }
        _start = 0;
        _end = kept;
    }
}
