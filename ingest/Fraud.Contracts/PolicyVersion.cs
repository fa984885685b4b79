namespace Fraud.Contracts;

/// <summary>One immutable version of a policy as it was submitted. It stays on the log for as long as a decision may name it.</summary>
public sealed record PolicyVersion
{
    /// <summary>The policy's stable name.</summary>
    public required string Name { get; init; }

    /// <summary>Version number that its author gave it, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Digest that decisions name: of rules, lists, thresholds and model together, 16 hex digits.</summary>
    public required string Digest { get; init; }

    /// <summary>Id of the model bundle it is bound to; null for rules alone.</summary>
    public string? Model { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string Author { get; init; }

    /// <summary>When it was submitted, Unix milliseconds; RFC 3339 in JSON.</summary>
    public required long TimeMs { get; init; }

    /// <summary>What it changes and why, in the author's words; null when not said.</summary>
    public string? Comment { get; init; }

    /// <summary>The file, YAML or JSON, character by character.</summary>
    public required string Source { get; init; }

    /// <summary>Key of the record.</summary>
    public string Key => $"{Name}/version/{Digest}";
}
