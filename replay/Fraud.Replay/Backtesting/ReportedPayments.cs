using Fraud.Replay.History;
using Fraud.Scoring.Models;

namespace Fraud.Replay.Backtesting;

/// <summary>Which payments a report speaks of, and how many they are.</summary>
/// <param name="range">Their event times; null for all.</param>
internal sealed class ReportedPayments(TimeRange? range)
{
    private readonly long _fromMs = range?.From.ToUnixTimeMilliseconds() ?? long.MinValue;
    private readonly long _toMs = range?.To.ToUnixTimeMilliseconds() ?? long.MaxValue;
    private long _firstMs = long.MaxValue;
    private long _lastMs = long.MinValue;

    /// <summary>Payments counted.</summary>
    public long Payments { get; private set; }

    /// <summary>Those with a label.</summary>
    public long Labelled { get; private set; }

    /// <summary>Fraudulent ones.</summary>
    public long Frauds { get; private set; }

    /// <summary>Event time of the earliest; null when there is none.</summary>
    public DateTimeOffset? First => Payments == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_firstMs);

    /// <summary>Event time of the latest; null when there is none.</summary>
    public DateTimeOffset? Last => Payments == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_lastMs);

    /// <summary>Whether the report speaks of a payment.</summary>
    /// <param name="batch">Its batch.</param>
    /// <param name="index">Its index in the batch.</param>
    public bool Includes(ReplayBatch batch, int index) =>
        batch.Records[index].Payment.EventTimeMs is var timeMs && timeMs >= _fromMs && timeMs < _toMs && !batch.Features.IsDuplicate(index);

    /// <summary>Counts a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>False when the report speaks of none of its payments.</returns>
    public bool Add(ReplayBatch batch)
    {
        var before = Payments;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!Includes(batch, i))
                continue;
            Payments++;
            Labelled += batch.Label(i) is null ? 0 : 1;
            Frauds += batch.IsFraud(i) ? 1 : 0;
            _firstMs = Math.Min(_firstMs, batch.Records[i].Payment.EventTimeMs);
            _lastMs = Math.Max(_lastMs, batch.Records[i].Payment.EventTimeMs);
        }
        return Payments > before;
    }
}
