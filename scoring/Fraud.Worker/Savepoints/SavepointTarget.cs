using Fraud.Features.Redis;

namespace Fraud.Worker.Savepoints;

/// <summary>The stage whose states are saved or restored.</summary>
public sealed record SavepointTarget
{
    /// <summary>Brokers as <c>host:port[,host:port]</c>.</summary>
    public required string Kafka { get; init; }

    /// <summary>Where its states are.</summary>
    public required RedisStateOptions Redis { get; init; }

    /// <summary>Its consumer group.</summary>
    public string GroupId { get; init; } = ScoringOptions.GroupIdDefault;

    /// <summary>How long one call to the log may take. Default 30 s.</summary>
    public TimeSpan KafkaTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
