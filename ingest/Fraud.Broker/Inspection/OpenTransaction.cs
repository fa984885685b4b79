namespace Fraud.Broker.Inspection;

/// <summary>A transaction that has begun and not ended.</summary>
/// <param name="Id">Its transactional id.</param>
/// <param name="Started">When it began; null where the broker does not say.</param>
/// <param name="Topics">The topics it has written to or may write to.</param>
public sealed record OpenTransaction(string Id, DateTimeOffset? Started, IReadOnlyList<string> Topics);
