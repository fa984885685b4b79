namespace Fraud.Host.Runtime;

/// <summary>The content of <c>runtime.json</c>.</summary>
public sealed record RuntimeRecord
{
    /// <summary>The running instance; null when it was stopped in good order.</summary>
    public RuntimeInstance? Instance { get; init; }

    /// <summary>The local servers by name: <c>redis</c>, <c>postgres</c>, <c>kafka</c>, <c>http</c>. Kept while stopped, for the ports.</summary>
    public IReadOnlyDictionary<string, RuntimeServer> Servers { get; init; } = new Dictionary<string, RuntimeServer>();

    /// <summary>The same record with one server's entry replaced.</summary>
    public RuntimeRecord With(string name, RuntimeServer server) =>
        this with { Servers = new Dictionary<string, RuntimeServer>(Servers) { [name] = server } };
}

/// <summary>One local server.</summary>
/// <param name="Port">Its loopback port, taken again at the next start when free.</param>
/// <param name="ProcessId">Its process; null when it is part of the instance or was stopped.</param>
public sealed record RuntimeServer(int Port, int? ProcessId = null);
