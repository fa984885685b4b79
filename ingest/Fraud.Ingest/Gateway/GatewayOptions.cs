namespace Fraud.Ingest.Gateway;

/// <summary>Settings of the HTTP gateway.</summary>
public sealed record GatewayOptions
{
    /// <summary>Brokers as <c>host:port[,host:port]</c>.</summary>
    public required string Kafka { get; init; }

    /// <summary>Largest request body, bytes; above it 413. Default 1 MiB, range 1 KiB to 16 MiB.</summary>
    public int BodyBytesMax { get; init; } = 1024 * 1024;

    /// <summary>Most payments in one request; above it 413. Default 500, range 1 to 10 000.</summary>
    public int BatchMax { get; init; } = 500;

    /// <summary>
    /// Most payments between being read and being answered, of those whose callers wait for a decision and of the others; above it 429 with
    /// Retry-After. Default 10 000.
    /// </summary>
    public int InFlightMax { get; init; } = 10_000;

    /// <summary>
    /// Mean time to answer a payment above which fewer are taken at a time, and the rest answered 429 with Retry-After: what is taken keeps its
    /// latency. Default 100 ms, range 10 ms to 10 s.
    /// </summary>
    public TimeSpan LatencyTarget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Most payments a second under one API key, with bursts of one second's worth; above it 429 with Retry-After. Default 10 000; 0 for no limit.</summary>
    public int KeyRateMax { get; init; } = 10_000;

    /// <summary>How long the log may take to acknowledge a payment; after it 503. Default 5 s, range 1 s to 60 s.</summary>
    public TimeSpan AcceptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a caller waits for a decision who does not say. Default 2 s.</summary>
    public TimeSpan WaitDefault { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a caller may wait for a decision; a longer wish is refused. Default 30 s.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Payments and decisions kept in memory to answer retries; the oldest leave first, and a retry of theirs asks <see cref="IDecisionLookup"/>
    /// and is told from another payment by amount, currency and time alone. Both take about 2 KB. Default 50 000, range 0 to 10 000 000.
    /// </summary>
    public int RecentDecisionsMax { get; init; } = 50_000;

    /// <summary>Newest decisions per partition read at start to fill that memory. Default 5 000.</summary>
    public int WarmUpPerPartition { get; init; } = 5_000;

    /// <summary>
    /// How long after a payment its decision may be missing before a waiting request also asks <see cref="IDecisionLookup"/>: longer than
    /// deciding takes, so that only retries of payments decided long ago get there. Default 150 ms.
    /// </summary>
    public TimeSpan LookupAfter { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How far an event time may lie in the future, for clocks that run ahead. Default one day.</summary>
    public TimeSpan FutureMax { get; init; } = TimeSpan.FromDays(1);
}
