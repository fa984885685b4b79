namespace Fraud.Scoring.Models;

/// <summary>Feature rows with their truth, oldest first. Kept in blocks, so that it grows without being copied.</summary>
public sealed class TrainingSet
{
    /// <summary>Rows in a full block.</summary>
    public const int BlockRows = 16_384;

    private readonly List<float[]> _blocks = [];
    private readonly List<bool> _fraud = [];

    /// <summary>An empty set.</summary>
    /// <param name="features">Name of each column.</param>
    public TrainingSet(IReadOnlyList<string> features) => Features = features;

    /// <summary>Name of each column.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>Rows added so far.</summary>
    public int Rows => _fraud.Count;

    /// <summary>Fraudulent rows added so far.</summary>
    public int FraudRows { get; private set; }

    /// <summary>The truth, row by row.</summary>
    public ReadOnlySpan<bool> Fraud => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_fraud);

    /// <summary>Blocks the rows stand in; all but the last hold <see cref="BlockRows"/> rows.</summary>
    public int BlockCount => _blocks.Count;

    /// <summary>Adds a row; values are kept as 32-bit floats.</summary>
    /// <param name="row">One value per column; NaN is a missing value.</param>
    /// <param name="fraud">The truth.</param>
    public void Add(ReadOnlySpan<double> row, bool fraud)
    {
        var place = Append(row.Length, fraud);
        for (var i = 0; i < row.Length; i++)
            place[i] = (float)row[i];
    }

    /// <summary>Adds a row.</summary>
    /// <param name="row">One value per column; NaN is a missing value.</param>
    /// <param name="fraud">The truth.</param>
    public void Add(ReadOnlySpan<float> row, bool fraud) => row.CopyTo(Append(row.Length, fraud));

    /// <summary>One row.</summary>
    /// <param name="index">0-based.</param>
    public ReadOnlySpan<float> Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Rows);
        return _blocks[index / BlockRows].AsSpan(index % BlockRows * Features.Count, Features.Count);
    }

    /// <summary>The rows of one block, laid out one after the other.</summary>
    /// <param name="block">0-based.</param>
    public ReadOnlyMemory<float> Block(int block) =>
        _blocks[block].AsMemory(0, Math.Min(BlockRows, Rows - block * BlockRows) * Features.Count);

    /// <summary>A copy of some rows and columns.</summary>
    /// <param name="from">First row.</param>
    /// <param name="to">Row after the last.</param>
    /// <param name="columns">Columns to keep.</param>
    public TrainingSet Select(int from, int to, IReadOnlyList<int> columns)
    {
        var set = new TrainingSet([.. columns.Select(c => Features[c])]);
        var row = new float[columns.Count];
        for (var r = from; r < to; r++)
        {
            var source = Row(r);
            for (var c = 0; c < row.Length; c++)
                row[c] = source[columns[c]];
            set.Add(row, _fraud[r]);
        }
        return set;
    }

    /// <summary>Throws unless there is something to learn.</summary>
    /// <exception cref="InvalidDataException">The rows are all fraudulent, all genuine, or none.</exception>
    public void CheckBothKinds()
    {
        if (FraudRows == 0 || FraudRows == Rows)
            throw new InvalidDataException(
                $"Training needs fraudulent and genuine payments; the training range has {FraudRows} and {Rows - FraudRows}.");
    }

    private Span<float> Append(int length, bool fraud)
    {
        if (length != Features.Count)
            throw new ArgumentException($"A row has {length} values for {Features.Count} columns.");
        var place = Rows % BlockRows;
        if (place == 0)
            _blocks.Add(new float[BlockRows * Features.Count]);
        _fraud.Add(fraud);
        FraudRows += fraud ? 1 : 0;
        return _blocks[^1].AsSpan(place * length, length);
    }
}
