using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Fraud.Host.Chaos;

/// <summary>Passes connections to a loopback port on to another one, and does to those of a client what a broken network does.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly Func<int> _target;
    private readonly TimeProvider _time;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private readonly Lock _lock = new();
    private readonly HashSet<Connection> _connections = [];
    private ImmutableArray<Obstacle> _obstacles = [];

    /// <param name="target">The loopback port of the server, which may be known later than this object.</param>
    /// <param name="time">Measures delays.</param>
    public TcpProxy(Func<int> target, TimeProvider time)
    {
        _target = target;
        _time = time;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_stopping.Token);
    }

    /// <summary>The loopback port for clients.</summary>
    public int Port { get; }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => $"127.0.0.1:{Port}";

    /// <summary>Puts an obstacle into the way of its client, which stays until it is healed.</summary>
    public async Task ObstructAsync(Obstacle obstacle)
    {
        Connection[] open;
        lock (_lock)
        {
            _obstacles = _obstacles.Add(obstacle);
            open = [.. _connections];
        }

        foreach (var connection in open)
            CutBy(obstacle, connection);
        await obstacle.Healed;
        lock (_lock)
            _obstacles = _obstacles.Remove(obstacle);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Connection[] open;
        lock (_lock)
            open = [.. _connections];
        foreach (var connection in open)
            connection.Reset();
        await Task.WhenAll(open.Select(connection => connection.Ended));
        _stopping.Dispose();
    }

    private static bool CutBy(Obstacle obstacle, Connection connection)
    {
        if (obstacle.Fault != LinkFault.Cut || !connection.Owner.Is(obstacle.Process))
            return false;
        obstacle.Meet();
        connection.Reset();
        return true;
    }

    private async Task AcceptAsync(CancellationToken stop)
    {
        while (true)
        {
            var connection = new Connection(await _listener.AcceptSocketAsync(stop), Port);
            lock (_lock)
                _connections.Add(connection);
            connection.Ended = ServeAsync(connection, stop);
        }
    }

    private async Task ServeAsync(Connection connection, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            if (_obstacles.Any(obstacle => CutBy(obstacle, connection)))
                return;
            await connection.Server.ConnectAsync(IPAddress.Loopback, _target(), stop);
            await Task.WhenAll(PumpAsync(connection, connection.Client, connection.Server, stop), PumpAsync(connection, connection.Server, connection.Client, stop));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end went away, and so does the other.
        }
        finally
        {
            connection.Reset();
            lock (_lock)
                _connections.Remove(connection);
        }
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to, CancellationToken stop)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            int length;
            do
            {
                length = await from.ReceiveAsync(buffer, stop);
                await PassAsync(connection, stop);
                for (var sent = 0; sent < length;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), stop);
            }
            while (length > 0);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            connection.Reset();
            throw;
        }
    }

    private async Task PassAsync(Connection connection, CancellationToken stop)
    {
        foreach (var obstacle in _obstacles)
        {
            if (obstacle.Fault == LinkFault.Cut || !connection.Owner.Is(obstacle.Process))
                continue;
            obstacle.Meet();
            await obstacle.Healed.WaitAsync(obstacle.Fault == LinkFault.Delay ? obstacle.Delay : Timeout.InfiniteTimeSpan, _time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    private sealed class Connection(Socket client, int proxyPort)
    {
        public Socket Client => client;

        public Socket Server { get; } = new(SocketType.Stream, ProtocolType.Tcp);

        public SocketOwner Owner { get; } = new(((IPEndPoint)client.RemoteEndPoint!).Port, proxyPort);

        /// <summary>Completes when both ends are closed.</summary>
        public Task Ended { get; set; } = Task.CompletedTask;

        public void Reset()
        {
            foreach (var socket in (Socket[])[client, Server])
                socket.Close(timeout: 0);
        }
    }
}
