using System.Net;
using System.Net.Sockets;
using Fraud.Host.Runtime;
using Xunit;

namespace Fraud.UnitTests.Host;

public sealed class LocalPortTests
{
    [Fact]
    public void A_taken_port_is_not_chosen()
    {
        var first = LocalPort.Choose("/some/folder", "redis");
        using var taken = new TcpListener(IPAddress.Loopback, first);
        taken.Start();
        Assert.False(LocalPort.IsFree(first));
        Assert.NotEqual(first, LocalPort.Choose("/some/folder", "redis"));
    }

    [Fact]
    public void Ports_lie_below_those_of_outgoing_connections() =>
        Assert.InRange(LocalPort.Choose("/some/folder", "postgres"), 20_000, 31_999);
}
