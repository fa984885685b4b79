using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring;

namespace Fraud.Replay.History;

/// <summary>A run of payments with their labels and features. Reused: valid until the receiver returns.</summary>
/// <param name="catalogue">Names the columns of the feature rows.</param>
public sealed class ReplayBatch(FeatureCatalogue catalogue)
{
    /// <summary>Payments in a full batch.</summary>
    public const int Size = 1024;

    private readonly PaymentRecord[] _records = new PaymentRecord[Size];
    private readonly Label?[] _labels = new Label?[Size];

    /// <summary>Payments in it.</summary>
    public int Count { get; private set; }

    /// <summary>The payments.</summary>
    public ReadOnlySpan<PaymentRecord> Records => _records.AsSpan(0, Count);

    /// <summary>Their features, prepared in order.</summary>
    public FeatureBatch Features { get; } = new(catalogue);

    /// <summary>What is known of a payment; null when nothing is, which counts as genuine.</summary>
    /// <param name="index">Its index in the batch.</param>
    public Label? Label(int index) => _labels[index];

    /// <summary>Whether a payment was fraudulent.</summary>
    /// <param name="index">Its index in the batch.</param>
    public bool IsFraud(int index) => _labels[index] is { Fraud: true };

    internal bool IsFull => Count == Size;

    internal void Clear() => Count = 0;

    internal void Add(PaymentRecord record, Label? label)
    {
        _records[Count] = record;
        _labels[Count++] = label;
    }
}
