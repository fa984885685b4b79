using System.Buffers;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using Fraud.Broker.Protocol;

namespace Fraud.Broker.Server;

/// <summary>
/// Sends responses. What a response takes from files goes from the page cache to the socket within the system (sendfile); only a connection with
/// TLS has it read and encrypted here, in pieces.
/// </summary>
internal sealed class ResponseSender : IValueTaskSource, IDisposable
{
    private const int PieceBytes = 64 * 1024;
    private readonly Socket _socket;
    private readonly SocketAsyncEventArgs _sending = new();
    private ManualResetValueTaskSourceCore<bool> _sent = new() { RunContinuationsAsynchronously = false };

    public ResponseSender(Socket socket)
    {
        _socket = socket;
        _sending.Completed += (_, _) => _sent.SetResult(true);
    }

    /// <summary>Completes when all of it is with the system.</summary>
    /// <exception cref="SocketException">The client is gone.</exception>
    public ValueTask SendAsync(Stream stream, ProtocolWriter response, CancellationToken stopping)
    {
        if (response.Files.Count == 0)
            return stream.WriteAsync(response.Written, stopping);
        return stream is NetworkStream ? SendFilesAsync(response, stopping) : CopyFilesAsync(stream, response, stopping);
    }

    public void Dispose() => _sending.Dispose();

    void IValueTaskSource.GetResult(short token) => _sent.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _sent.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _sent.OnCompleted(continuation, state, token, flags);

    private async ValueTask SendFilesAsync(ProtocolWriter response, CancellationToken stopping)
    {
        // The system's call cannot be cancelled: closing the socket ends it.
        var ending = stopping.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), _socket);
        await using (ending.ConfigureAwait(false))
        {
            _sending.SendPacketsElements = Elements(response);
            _sent.Reset();
            if (_socket.SendPacketsAsync(_sending))
                await new ValueTask(this, _sent.Version).ConfigureAwait(false);
            _sending.SendPacketsElements = null;
            if (_sending.SocketError != SocketError.Success)
                throw new SocketException((int)_sending.SocketError);
        }
    }

    private static SendPacketsElement[] Elements(ProtocolWriter response)
    {
        var elements = new List<SendPacketsElement>(2 * response.Files.Count + 1);
        var written = 0;
        foreach (var part in response.Files)
        {
            elements.Add(new SendPacketsElement(response.Written[written..part.At]));
            elements.Add(new SendPacketsElement(part.File.Stream, (long)part.Position, part.Bytes));
            written = part.At;
        }
        if (written < response.Length)
            elements.Add(new SendPacketsElement(response.Written[written..]));
        return [.. elements];
    }

    private static async ValueTask CopyFilesAsync(Stream stream, ProtocolWriter response, CancellationToken stopping)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var written = 0;
            foreach (var part in response.Files)
            {
                await stream.WriteAsync(response.Written[written..part.At], stopping).ConfigureAwait(false);
                written = part.At;
                for (var sent = 0; sent < part.Bytes;)
                {
                    var read = part.File.Read(piece.AsSpan(0, Math.Min(piece.Length, part.Bytes - sent)), part.Position + sent);
                    if (read == 0)
                        throw new IOException("A file of the log is shorter than it was.");
                    await stream.WriteAsync(piece.AsMemory(0, read), stopping).ConfigureAwait(false);
                    sent += read;
                }
            }
            await stream.WriteAsync(response.Written[written..], stopping).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
