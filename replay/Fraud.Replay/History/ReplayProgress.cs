namespace Fraud.Replay.History;

/// <summary>How far a replay is.</summary>
/// <param name="Payments">Payments through so far.</param>
/// <param name="Share">Share of the source read, 0 to 1.</param>
public readonly record struct ReplayProgress(long Payments, double Share);
