using Fraud.Features.Redis.Savepoints;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Corrections;

/// <summary>What is to be decided again.</summary>
public sealed record CorrectionPlan
{
    /// <summary>Brokers as <c>host:port[,host:port]</c>.</summary>
    public required string Kafka { get; init; }

    /// <summary>The scoring group.</summary>
    public required string Group { get; init; }

    /// <summary>Whose states to decide from: the range begins at its committed offsets.</summary>
    public required Savepoint Savepoint { get; init; }

    /// <summary>Offset at which the range ends, per partition.</summary>
    public required IReadOnlyDictionary<int, long> Until { get; init; }

    /// <summary>The policy to decide under.</summary>
    public required CompiledPolicy Policy { get; init; }

    /// <summary>What a correction says of its cause.</summary>
    public required string Why { get; init; }

    /// <summary>Correct only where the outcome is another; otherwise also where score or reasons are.</summary>
    public bool OutcomesOnly { get; init; }

    /// <summary>Count what would be corrected, and emit nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// The consumer group whose offsets say how far corrections were emitted; they are committed with them. One for each savepoint and policy, so that the
    /// same work is done once.
    /// </summary>
    public string ProgressGroup => $"{Group}-corrections-{Savepoint.Manifest.Name}-{Savepoint.Manifest.Digest[..8]}-{Policy.Digest}";
}
