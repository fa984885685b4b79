namespace Fraud.Features.Windows;

/// <summary>What one window holds.</summary>
internal struct WindowTotals
{
    public long Count;
    public long Sum;
    public double Squares;
    public long Min;
    public long Max;

    public static WindowTotals Empty => new() { Min = long.MaxValue, Max = long.MinValue };

    public readonly double Mean => Count == 0 ? double.NaN : (double)Sum / Count;

    /// <summary>Sample standard deviation, divisor n − 1; NaN below two payments.</summary>
    public readonly double StandardDeviation
    {
        get
        {
            if (Count < 2) return double.NaN;
            var variance = (Squares - ((double)Sum * Sum / Count)) / (Count - 1);
            return variance > 0 ? Math.Sqrt(variance) : 0;
        }
    }

    public void Add(in Pane pane)
    {
        Count += pane.Count;
        Sum += pane.Sum;
        Squares += pane.Squares;
        if (pane.Min < Min) Min = pane.Min;
        if (pane.Max > Max) Max = pane.Max;
    }
}
