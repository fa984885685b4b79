using Fraud.Contracts;

namespace Fraud.Scoring.Policies;

/// <summary>One rule of a policy: a condition, and what it adds to the score or forces when it holds.</summary>
public sealed record PolicyRule
{
    /// <summary>Stable id, unique in the policy, e.g. <c>card-testing</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The condition, in CEL.</summary>
    public required string When { get; init; }

    /// <summary>What a hit adds to the score, −1000 to 1000; 0 for a forcing rule.</summary>
    public int Points { get; init; }

    /// <summary>The outcome a hit forces; null for a rule that gives points.</summary>
    public Outcome? Forced { get; init; }

    /// <summary>Reason code in capitals.</summary>
    public required string Code { get; init; }

    /// <summary>The reason in words.</summary>
    public required string Sentence { get; init; }

    /// <summary>Group for reports; empty when not given.</summary>
    public string Group { get; init; } = "";

    /// <summary>Who answers for the rule; empty when not given.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Event time from which on the rule is inactive, Unix milliseconds; null for never.</summary>
    public long? ExpiresMs { get; init; }

    /// <summary>False for a rule that is kept but not evaluated.</summary>
    public bool Enabled { get; init; } = true;
}
