using System.Net;
using System.Net.Sockets;
using Fraud.Host.Chaos;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Host;

/// <summary>What chaos does to connections reaches those of the chosen process, and ends.</summary>
public sealed class TcpProxyTests : IAsyncDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly TcpProxy _proxy;

    public TcpProxyTests()
    {
        _server.Start();
        _proxy = new TcpProxy(() => ((IPEndPoint)_server.LocalEndpoint).Port, TimeProvider.System);
    }

    [Fact]
    public async Task What_is_sent_in_silence_arrives_when_the_link_heals()
    {
        var (client, accepted) = await ConnectAsync();
        var silence = Of(Environment.ProcessId, LinkFault.Silence);
        var obstructed = _proxy.ObstructAsync(silence);

        await client.SendAsync(new byte[] { 7 });
        var received = accepted.ReceiveAsync(new byte[1]);
        await Eventually.UntilAsync(() => silence.Met == 1);
        Assert.False(received.IsCompleted);
        silence.Heal();

        Assert.Equal(1, await received);
        await obstructed;
    }

    [Fact]
    public async Task A_cut_resets_what_is_open_and_what_comes_until_it_heals()
    {
        var (client, _) = await ConnectAsync();
        var cut = Of(Environment.ProcessId, LinkFault.Cut);
        var obstructed = _proxy.ObstructAsync(cut);
        await Assert.ThrowsAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1]));
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await late.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        await Assert.ThrowsAsync<SocketException>(async () => await late.ReceiveAsync(new byte[1]));

        cut.Heal();
        await obstructed;

        await AssertPassesAsync();
    }

    [Fact]
    public async Task Other_processes_notice_nothing()
    {
        var cut = Of(process: 1, LinkFault.Cut);
        var obstructed = _proxy.ObstructAsync(cut);

        await AssertPassesAsync();

        Assert.Equal(0, cut.Met);
        cut.Heal();
        await obstructed;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    private static Obstacle Of(int process, LinkFault fault) => new(fault, () => process, TimeSpan.Zero);

    private async Task<(Socket Client, Socket Accepted)> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        return (client, await _server.AcceptSocketAsync());
    }

    private async Task AssertPassesAsync()
    {
        var (client, accepted) = await ConnectAsync();
        await client.SendAsync(new byte[] { 7 });
        Assert.Equal(1, await accepted.ReceiveAsync(new byte[1]));
    }
}
