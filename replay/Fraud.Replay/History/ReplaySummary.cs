using Fraud.Ingest.Files;

namespace Fraud.Replay.History;

/// <summary>What a replay went through.</summary>
/// <param name="Payments">Payments read, duplicates included.</param>
/// <param name="Duplicates">Payments whose id was seen before within the dedupe horizon: neither decided nor learnt from.</param>
/// <param name="Late">Payments later than the grace period: decided, but not counted by windows.</param>
/// <param name="Refused">Lines that are no payment.</param>
/// <param name="Problems">The first of them.</param>
/// <param name="SourceSha256">SHA-256 of the file, in hex.</param>
public sealed record ReplaySummary(
    long Payments, long Duplicates, long Late, long Refused, IReadOnlyList<HistoryProblem> Problems, string SourceSha256);
