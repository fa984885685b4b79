namespace Fraud.Replay.Verification;

/// <summary>What proving a range of decisions came to.</summary>
/// <param name="Proven">Decisions that gave the same bytes again.</param>
/// <param name="Different">Those that did not.</param>
/// <param name="WithoutPayment">Those whose payment is no longer on the log.</param>
/// <param name="UnknownPolicies">Digests that no policy given has, with the number of decisions made under each.</param>
/// <param name="First">The first that was not proven, in words; null when all were.</param>
public sealed record ProofReport(long Proven, long Different, long WithoutPayment, IReadOnlyDictionary<string, long> UnknownPolicies, string? First);
