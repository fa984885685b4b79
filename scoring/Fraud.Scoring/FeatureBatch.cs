using Fraud.Features;

namespace Fraud.Scoring;

/// <summary>
/// The feature rows of one batch of payments: steps 1–3 of <see cref="DecisionPipeline"/> fill it, steps 4–6 read it, for as many policies
/// as are asked. Reused from batch to batch.
/// </summary>
/// <param name="catalogue">Names the columns of a row.</param>
public sealed class FeatureBatch(FeatureCatalogue catalogue)
{
    private PaymentRecord[] _records = [];
    private bool[] _late = [];
    private bool[] _duplicate = [];
    private bool[] _degraded = [];
    private double[] _rows = [];

    /// <summary>Columns of a row.</summary>
    public int RowLength { get; } = catalogue.Count;

    /// <summary>Digest of the catalogue that names the columns.</summary>
    public string FeatureSet { get; } = catalogue.Digest;

    /// <summary>Payments in the batch, duplicates included.</summary>
    public int Count { get; private set; }

    /// <summary>The payments.</summary>
    public ReadOnlySpan<PaymentRecord> Records => _records.AsSpan(0, Count);

    /// <summary>All rows, one after the other; the row of a duplicate holds NaN.</summary>
    public ReadOnlySpan<double> Rows => _rows.AsSpan(0, Count * RowLength);

    /// <summary>Whether a payment came later than the grace period allows.</summary>
    public bool IsLate(int index) => _late[index];

    /// <summary>Whether a payment was decided before.</summary>
    public bool IsDuplicate(int index) => _duplicate[index];

    /// <summary>Whether a payment is decided without features, because its states could not be had.</summary>
    public bool IsDegraded(int index) => _degraded[index];

    /// <summary>The feature vector of one payment.</summary>
    public ReadOnlySpan<double> Row(int index) => _rows.AsSpan(index * RowLength, RowLength);

    /// <summary>Takes some features of a prepared payment from a recorded vector of the same catalogue.</summary>
    public void Replace(int index, IReadOnlyList<int> columns, ReadOnlySpan<double> recorded)
    {
        var row = MutableRow(index);
        foreach (var column in columns)
            row[column] = recorded[column];
    }

    /// <summary>The array behind <see cref="Rows"/>, for readers that take an array and an offset.</summary>
    internal double[] RowArray => _rows;

    internal void Begin(ReadOnlySpan<PaymentRecord> records)
    {
        Count = records.Length;
        if (_records.Length < Count)
        {
            var capacity = Math.Max(Count, 2 * _records.Length);
            _records = new PaymentRecord[capacity];
            _late = new bool[capacity];
            _duplicate = new bool[capacity];
            _degraded = new bool[capacity];
            _rows = new double[capacity * RowLength];
        }

        records.CopyTo(_records);
    }

    internal Span<double> MutableRow(int index) => _rows.AsSpan(index * RowLength, RowLength);

    internal void SetFresh(int index, bool late)
    {
        _late[index] = late;
        _duplicate[index] = false;
        _degraded[index] = false;
        // Single precision is what a decision records: rounding here, before deciding, is what makes the record a full proof.
        foreach (ref var value in MutableRow(index))
            value = (float)value;
    }

    internal void SetDuplicate(int index)
    {
        SetUnknown(index);
        _duplicate[index] = true;
        _degraded[index] = false;
    }

    internal void SetUnknown(int index)
    {
        _late[index] = false;
        _duplicate[index] = false;
        _degraded[index] = true;
        MutableRow(index).Fill(double.NaN);
    }
}
