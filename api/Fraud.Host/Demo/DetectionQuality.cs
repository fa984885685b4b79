using Fraud.Simulator;

namespace Fraud.Host.Demo;

/// <summary>How well decisions meet the truth: a payment that is reviewed or declined counts as flagged. Safe for concurrent use.</summary>
internal sealed class DetectionQuality
{
    private readonly Lock _gate = new();
    private readonly int[] _decided = new int[FraudKinds.All.Count + 1];
    private readonly int[] _flagged = new int[FraudKinds.All.Count + 1];

    /// <summary>Payments counted.</summary>
    public int Decided => Sum(_decided);

    /// <summary>Share of the flagged payments that were fraudulent; null when none was flagged.</summary>
    public double? Precision => Ratio(Frauds(_flagged), Sum(_flagged));

    /// <summary>Share of the fraudulent payments that were flagged; null when none was fraudulent.</summary>
    public double? Recall => Ratio(Frauds(_flagged), Frauds(_decided));

    public void Count(FraudKind kind, bool flagged)
    {
        lock (_gate)
        {
            _decided[(int)kind]++;
            if (flagged) _flagged[(int)kind]++;
        }
    }

    /// <summary>Payments of a kind: counted, and flagged among them.</summary>
    public (int Decided, int Flagged) Of(FraudKind kind)
    {
        lock (_gate) return (_decided[(int)kind], _flagged[(int)kind]);
    }

    private int Sum(int[] counts)
    {
        lock (_gate) return counts.Sum();
    }

    private int Frauds(int[] counts)
    {
        lock (_gate) return counts.Skip(1).Sum();
    }

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
