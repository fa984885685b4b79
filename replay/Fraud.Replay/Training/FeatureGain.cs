namespace Fraud.Replay.Training;

/// <summary>How much one feature helped.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Share">Its part of all gains, 0 to 1.</param>
public sealed record FeatureGain(string Feature, double Share);
