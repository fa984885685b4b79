using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Server;

/// <summary>Accepts connections and runs each on its own until it ends.</summary>
internal sealed class ConnectionListener : IAsyncDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);
    private readonly BrokerOptions _options;
    private readonly ILogger _logger;
    private readonly Socket _socket;
    private readonly RequestMemory _memory;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Connection, Task> _connections = new();
    private RequestDispatcher? _dispatcher;
    private Task _accepting = Task.CompletedTask;
    private Task _sweeping = Task.CompletedTask;

    private ConnectionListener(BrokerOptions options, Socket socket, ILogger logger)
    {
        _options = options;
        _socket = socket;
        _logger = logger;
        _memory = new RequestMemory(options.RequestBytesInMemoryMax);
    }

    public int OpenConnections => _connections.Count;

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Takes the port; connections wait until <see cref="Start"/>.</summary>
    /// <exception cref="InvalidOperationException">The port is taken or not allowed.</exception>
    public static ConnectionListener Bind(BrokerOptions options, ILogger logger)
    {
        var socket = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Not ReuseAddress: on Linux it would let a second broker take the same port, and clients reach one or the other.
            socket.Bind(new IPEndPoint(options.Address, options.Port));
            socket.Listen(Backlog);
            return new ConnectionListener(options, socket, logger);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new InvalidOperationException(
                $"The broker cannot listen on {options.Address}:{options.Port}: {error.Message}. Choose another BrokerOptions.Port, or 0 for any free one.",
                error);
        }
    }

    public void Start(RequestDispatcher dispatcher)
    {
        _dispatcher = dispatcher;
        _accepting = AcceptAsync();
        _sweeping = SweepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        await _sweeping.ConfigureAwait(false);
        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await _socket.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                if (_connections.Count >= _options.ConnectionsMax)
                {
                    _logger.LogWarning("Refused a connection: {Max} are open (ConnectionsMax)", _options.ConnectionsMax);
                    client.Dispose();
                    continue;
                }
                Serve(client);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // Also when the process may open no more files: asking again at once would take a whole processor.
                _logger.LogWarning("A connection could not be accepted: {Reason}", error.Message);
                await Task.Delay(AcceptPause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SweepAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(SweepInterval, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var connection in _connections.Keys)
                try
                {
                    connection.CloseIfAbandoned();
                }
                catch (Exception error) when (error is ObjectDisposedException or SocketException)
                {
                    _logger.LogDebug("A connection ended while it was looked at: {Reason}", error.Message);
                }
        }
    }

    private void Serve(Socket client)
    {
        var connection = new Connection(client, _dispatcher!, _options, _memory, _logger, _stopping.Token);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = entered.Task;
        _ = Task.Run(async () =>
        {
            await connection.RunAsync().ConfigureAwait(false);
            connection.Dispose();
            _connections.TryRemove(connection, out _);
            entered.SetResult();
        });
    }
}
