using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fraud.Broker.Api;
using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Server;
using Fraud.Broker.Storage;
using Fraud.Broker.Topics;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker;

/// <summary>A single-node log that ordinary Kafka clients use over TCP. Durable, not replicated: for one machine.</summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private const string ClusterIdKey = "cluster-id";
    private readonly DirectoryLock _lock;
    private readonly Journal _journal;
    private readonly ConnectionListener _listener;
    private readonly BrokerServices _services;
    private readonly Maintenance _maintenance;
    private readonly BrokerMetrics _metrics;
    private readonly ILogger _logger;
    private int _disposed;

    private EmbeddedBroker(
        DirectoryLock directory, Journal journal, ConnectionListener listener, BrokerServices services, Maintenance maintenance, ILogger logger)
    {
        _lock = directory;
        _journal = journal;
        _listener = listener;
        _services = services;
        _maintenance = maintenance;
        _metrics = new BrokerMetrics(services, () => listener.OpenConnections);
        _logger = logger;
    }

    /// <summary>What a Kafka client calls <c>bootstrap.servers</c>: <c>host:port</c>.</summary>
    public string BootstrapServers => $"{_services.Node.Host}:{_services.Node.Port}";

    /// <summary>Opens the data folder, recovers what a crash left, and accepts clients once that is done.</summary>
    /// <param name="options">What to serve, where.</param>
    /// <param name="loggers">Told of recovery, refused connections and failures.</param>
    /// <param name="clock">The only source of time.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="InvalidOperationException">The folder is in use or cannot be written, or the port is taken; the message says what to do.</exception>
    public static async Task<EmbeddedBroker> StartAsync(
        BrokerOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var logger = loggers.CreateLogger<EmbeddedBroker>();
        // Recovery reads files for as long as it takes; the caller's thread need not wait inside.
        return await Task.Run(() => Start(options, logger, clock, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops accepting, ends every connection, flushes, and leaves files from which the next start is quick.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _metrics.Dispose();
        _services.Groups.Stop();
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _maintenance.DisposeAsync().ConfigureAwait(false);
        _services.Transactions.Stop();
        _services.Topics.Close();
        _journal.Flush();
        _journal.Dispose();
        _lock.Dispose();
        _logger.LogInformation("Stopped serving {BootstrapServers}", BootstrapServers);
    }

    private static EmbeddedBroker Start(BrokerOptions options, ILogger logger, TimeProvider clock, CancellationToken cancellationToken)
    {
        CheckSafety(options, logger);
        var opened = new Stack<IDisposable>();
        ConnectionListener? listener = null;
        try
        {
            var directory = DirectoryLock.Take(options.DataDirectory);
            opened.Push(directory);
            listener = ConnectionListener.Bind(options, logger);
            var journal = Journal.Open(Path.Combine(options.DataDirectory, "journal"), options.Flush == FlushMode.EveryBatch, logger);
            opened.Push(journal);
            var open = new OpenTransactions();
            var topics = new TopicRegistry(options, journal, open, clock, logger);
            opened.Push(topics);
            var groups = new GroupCoordinator(options, journal, clock, logger);
            var transactions = new TransactionCoordinator(options, journal, topics, groups, open, clock, logger);
            topics.Load();
            cancellationToken.ThrowIfCancellationRequested();
            groups.Load();
            transactions.Load();
            var node = new BrokerNode(ClusterId(journal), AdvertisedHost(options), options.AdvertisedPort ?? listener.Port);
            var services = new BrokerServices(options, node, topics, groups, transactions, open, clock, logger);
            listener.Start(new RequestDispatcher(ApiTable.Create(services), options.Users is not null, logger));
            var maintenance = new Maintenance(services, journal, logger);
            logger.LogInformation("Serving {Host}:{Port} from {Folder}", node.Host, node.Port, options.DataDirectory);
            return new EmbeddedBroker(directory, journal, listener, services, maintenance, logger);
        }
        catch
        {
            listener?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            while (opened.TryPop(out var resource))
                resource.Dispose();
            throw;
        }
    }

    private static void CheckSafety(BrokerOptions options, ILogger logger)
    {
        if (IPAddress.IsLoopback(options.Address))
            return;
        if (options.Users is not null && options.Certificate is null)
            throw new InvalidOperationException(
                $"Passwords would travel readable to {options.Address}: give BrokerOptions.Certificate as well, or listen on loopback.");
        if (options.Users is null)
            logger.LogWarning("Whoever reaches {Address} may read and write everything: no BrokerOptions.Users are given", options.Address);
    }

    private static string ClusterId(Journal journal)
    {
        if (journal.Find(ClusterIdKey) is { } known)
            return Encoding.ASCII.GetString(known);
        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        journal.Write(new JournalEntry(ClusterIdKey, Encoding.ASCII.GetBytes(id)));
        return id;
    }

    private static string AdvertisedHost(BrokerOptions options)
    {
        if (options.AdvertisedHost is { } given)
            return given;
        return options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : options.Address.ToString();
    }
}
