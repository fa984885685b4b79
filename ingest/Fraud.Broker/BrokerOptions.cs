using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Fraud.Broker;

/// <summary>What the owner of an embedded broker decides.</summary>
public sealed record BrokerOptions
{
    /// <summary>Folder that holds all data. Created when missing; used by one broker at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Address listened on. Default: loopback only.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port, 0-65535; 0 takes any free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>Host name told to clients. Default: the address, or the machine's name when listening on all addresses.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Port told to clients, 1-65535, for a broker behind a proxy. Default: the port listened on.</summary>
    public int? AdvertisedPort { get; init; }

    /// <summary>Default: <see cref="FlushMode.None"/>.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>Time between flushes in <see cref="FlushMode.Interval"/>. Default: 1 s.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Partitions of a topic created without a number. Default: 4.</summary>
    public int DefaultPartitions { get; init; } = 4;

    /// <summary>Most partitions of all topics together: each takes an open file and some memory. 1 or more. Default: 10 000.</summary>
    public int PartitionsMax { get; init; } = 10_000;

    /// <summary>Whether a topic is created when a client that allows it first asks for it. Default: true.</summary>
    public bool AutoCreateTopics { get; init; } = true;

    /// <summary>Bytes after which a partition starts a new file; retention removes whole files. 1 KiB - 2 GiB-1. Default: 256 MiB.</summary>
    public int SegmentBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Age in ms after which records may be removed, -1 for never; a topic's retention.ms takes precedence. Default: 7 days.</summary>
    public long RetentionMs { get; init; } = 7L * 24 * 60 * 60 * 1000;

    /// <summary>Bytes per partition beyond which the oldest file is removed, -1 for no limit; retention.bytes takes precedence.</summary>
    public long RetentionBytes { get; init; } = -1;

    /// <summary>How often retention, compaction and expiry run. Default: 30 s.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest record batch accepted, in bytes; larger ones are answered MESSAGE_TOO_LARGE. max.message.bytes takes precedence.</summary>
    public int MessageBytesMax { get; init; } = 1024 * 1024 + 12;

    /// <summary>Largest request accepted, in bytes; the connection that announces a larger one is closed. Default: 100 MiB.</summary>
    public int RequestBytesMax { get; init; } = 100 * 1024 * 1024;

    /// <summary>Most bytes of requests larger than 1 MiB that all connections together hold; further ones wait unread. Default: 256 MiB.</summary>
    public long RequestBytesInMemoryMax { get; init; } = 256 * 1024 * 1024;

    /// <summary>
    /// Most bytes of records in one fetch response, whatever the client asks; a larger single batch is still sent whole. They are sent from the
    /// files and take no memory. Default: 55 MiB, as Apache Kafka.
    /// </summary>
    public int FetchBytesMax { get; init; } = 55 * 1024 * 1024;

    /// <summary>Most open connections; further ones are closed at once. Default: 1000.</summary>
    public int ConnectionsMax { get; init; } = 1000;

    /// <summary>How long a connection may be silent before it is closed, as Apache Kafka does. Default: 10 min.</summary>
    public TimeSpan ConnectionIdleMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The server's certificate with its private key; connections use TLS when it is given. Default: none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Names and passwords that clients must give (SASL/PLAIN); null asks nobody. Beyond loopback only together with a <see cref="Certificate"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Users { get; init; }

    /// <summary>How long an empty group waits for more members before its first rebalance. Default: 0.</summary>
    public TimeSpan GroupInitialRebalanceDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Longest session time-out a group member may ask for. Default: 30 min.</summary>
    public TimeSpan SessionTimeoutMax { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest transaction a producer may ask for. Default: 15 min.</summary>
    public TimeSpan TransactionTimeoutMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the offsets of a group without members are kept. Default: 7 days.</summary>
    public TimeSpan OffsetsRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a silent idempotent producer is remembered. Default: 1 day.</summary>
    public TimeSpan ProducerIdExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a transactional id without activity is remembered. Default: 7 days.</summary>
    public TimeSpan TransactionalIdExpiry { get; init; } = TimeSpan.FromDays(7);
}
