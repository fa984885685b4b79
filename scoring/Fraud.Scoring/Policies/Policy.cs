namespace Fraud.Scoring.Policies;

/// <summary>One immutable, checked version of rules, lists, model reference and thresholds.</summary>
public sealed record Policy
{
    /// <summary>Stable name, shared by all versions.</summary>
    public required string Name { get; init; }

    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for; empty when not given.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where review and decline begin.</summary>
    public required PolicyThresholds Thresholds { get; init; }

    /// <summary>The model; null for rules alone.</summary>
    public PolicyModel? Model { get; init; }

    /// <summary>The lists.</summary>
    public required IReadOnlyList<PolicyList> Lists { get; init; }

    /// <summary>The rules, in file order.</summary>
    public required IReadOnlyList<PolicyRule> Rules { get; init; }

    /// <summary>
    /// First 16 hex digits of the SHA-256 over the policy's canonical JSON: the same content has the same digest, whatever the layout and
    /// comments of the file.
    /// </summary>
    public required string Digest { get; init; }

    /// <summary>The same policy with its model named by content, under the digest that this gives it: a digest then proves the model too.</summary>
    /// <param name="bundle">Id of the bundle.</param>
    /// <exception cref="InvalidOperationException">The policy has no model.</exception>
    public Policy WithBundle(string bundle)
    {
        var model = Model ?? throw new InvalidOperationException($"Policy {Name} has no model.");
        var bound = this with { Model = model with { Bundle = bundle } };
        return bound with { Digest = PolicyDigest.Of(bound) };
    }
}
