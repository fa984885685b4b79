namespace Fraud.Scoring.Policies;

/// <summary>A policy file as read: known keys in their places, values still text.</summary>
/// <param name="Head">Name, version and description.</param>
/// <param name="Thresholds">The thresholds; null when not given.</param>
/// <param name="Model">The model reference; null when not given.</param>
/// <param name="Lists">The lists: name and entries.</param>
/// <param name="Rules">The rules.</param>
public sealed record PolicyDocument(
    PolicySection Head,
    PolicySection? Thresholds,
    PolicySection? Model,
    IReadOnlyList<(PolicyScalar Name, IReadOnlyList<PolicySection> Entries)> Lists,
    IReadOnlyList<PolicySection> Rules);
