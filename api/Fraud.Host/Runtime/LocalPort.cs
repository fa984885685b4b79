using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fraud.Host.Runtime;

/// <summary>
/// Chooses loopback ports. They lie in 20000–31999, below Linux's ephemeral range (32768–60999), so that no outgoing connection can
/// take a server's port while it is down, and follow from the folder and the name, so that a folder tends to keep its ports.
/// </summary>
public static class LocalPort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    /// <summary>The first free port at or after the place that <paramref name="folder"/> and <paramref name="name"/> hash to.</summary>
    /// <exception cref="OperatingFaultException">Every port of the range is taken.</exception>
    public static int Choose(string folder, string name)
    {
        var start = (int)(XxHash32.HashToUInt32(Encoding.UTF8.GetBytes($"{Path.GetFullPath(folder)}|{name}")) % Count);
        for (var i = 0; i < Count; i++)
        {
            var port = First + ((start + i) % Count);
            if (IsFree(port))
                return port;
        }
        throw new OperatingFaultException($"No loopback port in {First}–{First + Count - 1} is free: stop something that listens there.");
    }

    /// <summary>True when a listener can be opened on 127.0.0.1 at this moment.</summary>
    public static bool IsFree(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            listener.Stop();
        }
    }
}
