using System.Buffers.Binary;
using System.Net.Sockets;
using Fraud.Broker.Protocol;

namespace Fraud.IntegrationTests.Broker;

/// <summary>A connection on which a test says exactly what it wants: also what no client would say.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly Action<byte[]>? _sent;
    private int _correlation;

    /// <param name="bootstrapServers">Where to connect.</param>
    /// <param name="sent">Told of each whole request.</param>
    public RawConnection(string bootstrapServers, Action<byte[]>? sent = null)
    {
        _sent = sent;
        var parts = bootstrapServers.Split(':');
        _client = new TcpClient(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)) { NoDelay = true };
        _stream = _client.GetStream();
        _stream.ReadTimeout = (int)KafkaCluster.Patience.TotalMilliseconds;
    }

    /// <summary>Sends one request of a version without tagged fields and returns the body of its answer.</summary>
    public byte[] Ask(ApiKey key, short version, Action<ProtocolWriter> body)
    {
        return Receive(Send(key, version, body));
    }

    public int Send(ApiKey key, short version, Action<ProtocolWriter> body)
    {
        using var writer = new ProtocolWriter();
        writer.Int32(0);
        writer.Int16((short)key);
        writer.Int16(version);
        writer.Int32(++_correlation);
        writer.String("raw");
        body(writer);
        writer.PatchInt32(0, writer.Length - 4);
        _sent?.Invoke(writer.Written.ToArray());
        SendBytes(writer.Written.Span);
        return _correlation;
    }

    /// <summary>Sends one request of a version with tagged fields (KIP-482) and returns the body of its answer.</summary>
    public byte[] AskFlexible(ApiKey key, short version, Action<ProtocolWriter> body)
    {
        var answer = Receive(Send(key, version, request =>
        {
            request.Flexible = true;
            request.Tags();
            body(request);
        }));
        return answer[1..];
    }

    public void SendBytes(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public (int Correlation, byte[] Body) Receive()
    {
        var head = new byte[8];
        _stream.ReadExactly(head);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - 4];
        _stream.ReadExactly(body);
        return (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)), body);
    }

    /// <summary>Waits for the beginning of an answer without reading it.</summary>
    public void UntilAnswered() => Xunit.Assert.True(_client.Client.Poll(KafkaCluster.Patience, SelectMode.SelectRead));

    /// <summary>The answer to a certain request, which must be the next one.</summary>
    public byte[] Receive(int expected)
    {
        var (correlation, body) = Receive();
        Xunit.Assert.Equal(expected, correlation);
        return body;
    }

    /// <summary>True once the broker has closed the connection without another byte.</summary>
    public bool IsClosedByBroker()
    {
        try
        {
            return _stream.ReadByte() < 0;
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return true;
        }
    }

    /// <summary>Says that nothing more is coming, and reads whatever the broker still says until it closes.</summary>
    /// <exception cref="IOException">The broker neither answers nor closes.</exception>
    public void Drain()
    {
        try
        {
            _client.Client.Shutdown(SocketShutdown.Send);
            Span<byte> rest = stackalloc byte[4096];
            while (_stream.Read(rest) > 0)
            {
            }
        }
        catch (Exception error) when (error is SocketException { SocketErrorCode: not SocketError.TimedOut }
            or IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } })
        {
            // Closed with bytes of ours unread: also an answer.
        }
    }

    public void Dispose() => _client.Dispose();
}
