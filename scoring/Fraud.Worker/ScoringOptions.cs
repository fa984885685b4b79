using Fraud.Features.Redis;

namespace Fraud.Worker;

/// <summary>Settings of the scoring stage.</summary>
public sealed class ScoringOptions
{
    /// <summary>The consumer group where nothing else is said.</summary>
    public const string GroupIdDefault = "fraud-scoring";

    /// <summary>Brokers as <c>host:port[,host:port]</c>.</summary>
    public required string Kafka { get; init; }

    /// <summary>Redis as <c>host:port[,option=value]</c>.</summary>
    public required string Redis { get; init; }

    /// <summary>Consumer group; all workers of one stage share it. It is also the first part of the transactional id.</summary>
    public string GroupId { get; init; } = GroupIdDefault;

    /// <summary>
    /// Names this worker within the group, and must differ between workers: it is the static member id (a restart takes its partitions back
    /// at once) and the second part of the transactional id (a restart fences its own zombie).
    /// </summary>
    public string InstanceId { get; init; } = "scoring-0";

    /// <summary>Prefix of the state keys in Redis.</summary>
    public string StateNamespace { get; init; } = RedisStateOptions.NamespaceDefault;

    /// <summary>Folder of savepoints, from the newest of which states are restored when Redis has none; null for none.</summary>
    public string? SavepointFolder { get; init; }

    /// <summary>
    /// When Redis has no states, no savepoint fits and the log's first records are gone: build states from what is left, instead of stopping. Default
    /// false, because features then know less than the decisions before.
    /// </summary>
    public bool AcceptLostHistory { get; init; }

    /// <summary>Partitions of account-keyed topics, used when the topics do not exist yet; 1 to 1000.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Tables whose CDC topics feed the profile attributes.</summary>
    public IReadOnlyList<string> ProfileTables { get; init; } = ["accounts", "customers"];

    /// <summary>Most payments in one Kafka transaction; at it a batch is closed and the rest waits on the log. 1 to 50 000.</summary>
    public int BatchMax { get; init; } = 4_000;

    /// <summary>
    /// Time between two flushes of changed states to Redis, at least. A longer time writes hot states less often and replays more at a start.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Time between two flushes at most, as long as Redis keeps up. Between the two, a flush is followed by nine times as long without one, so
    /// that at high rates a hot state is written once for many payments.
    /// </summary>
    public TimeSpan FlushIntervalMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Changed states not yet taken by Redis at which the stage waits for the flush instead of going on; ≥ 1.</summary>
    public int UnflushedMax { get; init; } = 1_000_000;

    /// <summary>
    /// States and shared entities kept in memory, some KB each; ≥ 1. Above it those not touched for longest leave after a flush, and are loaded
    /// from Redis when they are needed again.
    /// </summary>
    public int StatesInMemoryMax { get; init; } = 2_000_000;

    /// <summary>What to do with payments whose states are in a Redis that is away. Default: wait.</summary>
    public RedisAway RedisAway { get; init; } = RedisAway.Wait;

    /// <summary>How long one read of states may take before Redis counts as away, where payments are then decided without it; 10 ms to 1 h.</summary>
    public TimeSpan DegradeAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Newest records of a partition whose payment ids are looked up on the log to know repetitions while Redis is away; ≥ 1. A payment that
    /// may repeat one before them waits for Redis.
    /// </summary>
    public int DegradedLookBackMax { get; init; } = 1_000_000;

    /// <summary>How long a dead worker keeps its partitions before the group gives them to others; 6 to 300 s.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call to the log may take before the session is given up and built anew.</summary>
    public TimeSpan KafkaTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
