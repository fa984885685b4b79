namespace Fraud.Features.Windows;

/// <summary>What happened in one cell of the ladder: an event on level 0, a sum of events above.</summary>
internal struct Pane
{
    /// <summary>Amounts count as at most this many minor units, so that sums stay inside 64 bits.</summary>
    public const long AmountMax = 1L << 48;

    /// <summary>Exact event time on level 0, else the start of the cell; Unix milliseconds.</summary>
    public long StartMs;
    public long Sum;
    public long Min;
    public long Max;

    /// <summary>Sum of squares: a whole number, exact below 2^53.</summary>
    public double Squares;
    public int Count;
    public byte Level;

    /// <summary>The middle amount of three.</summary>
    public readonly long Middle => Sum - Min - Max;

    public static Pane Of(long timeMs, long amount)
    {
        amount = Math.Clamp(amount, 0, AmountMax);
        return new Pane { StartMs = timeMs, Sum = amount, Min = amount, Max = amount, Squares = (double)amount * amount, Count = 1 };
    }

    public readonly bool Equals(in Pane other) =>
        StartMs == other.StartMs && Sum == other.Sum && Min == other.Min && Max == other.Max && Count == other.Count && Level == other.Level &&
        BitConverter.DoubleToInt64Bits(Squares) == BitConverter.DoubleToInt64Bits(other.Squares);

    public void Merge(in Pane other)
    {
        Sum += other.Sum;
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        Squares += other.Squares;
        Count += other.Count;
        if (Count <= 3) Squares = SquaresOfFew();
    }

    /// <summary>
    /// The squares of up to three amounts, from the amounts. Not from the running sum, whose last bits depend above 2^53 on the order of
    /// arrival: the stored form keeps only the amounts.
    /// </summary>
    public readonly double SquaresOfFew() => Count switch
    {
        1 => (double)Min * Min,
        2 => ((double)Min * Min) + ((double)Max * Max),
        _ => ((double)Min * Min) + ((double)Middle * Middle) + ((double)Max * Max),
    };
}
