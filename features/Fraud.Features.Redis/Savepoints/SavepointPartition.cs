namespace Fraud.Features.Redis.Savepoints;

/// <summary>One partition of a savepoint.</summary>
public sealed record SavepointPartition
{
    /// <summary>The input partition.</summary>
    public required int Partition { get; init; }

    /// <summary>Generation of the owner when the copy began.</summary>
    public required long Generation { get; init; }

    /// <summary>Next offset to re-apply from, as stored before the first state was copied; −1 when no state was stored.</summary>
    public required long Reach { get; init; }

    /// <summary>Offset committed after the last state was copied: larger than every tag in the copy. Decisions may begin here, not before.</summary>
    public required long Committed { get; init; }

    /// <summary>Offset of the decisions topic behind which all decisions about payments from <see cref="Committed"/> on stand.</summary>
    public required long Decisions { get; init; }

    /// <summary>States in the file; a state that was copied twice counts twice.</summary>
    public required long States { get; init; }

    /// <summary>Size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Name of the file with the states.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Digest { get; init; }
}
