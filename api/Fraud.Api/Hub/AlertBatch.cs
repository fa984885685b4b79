using Fraud.Api.Alerts;

namespace Fraud.Api.Hub;

/// <summary>
/// One step of a stream: the alerts after position <paramref name="From"/> up to and including <paramref name="To"/>. Each batch starts where
/// the one before ended.
/// </summary>
/// <param name="Feed">Identity of the order. A client that knows another must forget its position and read the list again.</param>
/// <param name="From">Position before the batch.</param>
/// <param name="To">Position after it: the one to resume from.</param>
/// <param name="Alerts">The alerts, oldest first; empty when they were conflated.</param>
/// <param name="Skipped">How many alerts between the two positions are not in the batch: 0, or all of them.</param>
/// <param name="SkippedByOutcome">The same by outcome; null when none were skipped.</param>
/// <param name="Changed">Alerts that people worked on since the batch before, as they stand now, whatever their position.</param>
/// <param name="ChangesMissed">More was worked on than could be kept for this client: read lists again.</param>
public sealed record AlertBatch(
    Guid Feed,
    long From,
    long To,
    IReadOnlyList<AlertRow> Alerts,
    long Skipped,
    IReadOnlyDictionary<string, long>? SkippedByOutcome,
    IReadOnlyList<AlertRow> Changed,
    bool ChangesMissed);
