namespace Fraud.Contracts;

/// <summary>Something done with a policy version.</summary>
public sealed record PolicyStep
{
    /// <summary>The policy's stable name.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the step, from 1, counted over all policies.</summary>
    public required int Number { get; init; }

    /// <summary>What was done.</summary>
    public required PolicyStepKind Kind { get; init; }

    /// <summary>Digest of the version it was done with.</summary>
    public required string Digest { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>When, Unix milliseconds; RFC 3339 in JSON.</summary>
    public required long TimeMs { get; init; }

    /// <summary>Why, in the actor's words; null when not said.</summary>
    public string? Comment { get; init; }

    /// <summary>Key of the record.</summary>
    public string Key => $"{Name}/step/{Number}";
}
