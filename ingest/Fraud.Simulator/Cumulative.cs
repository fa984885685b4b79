namespace Fraud.Simulator;

/// <summary>Running sums of weights, the form <see cref="SeededRandom.PickCumulative"/> draws from.</summary>
internal static class Cumulative
{
    public static double[] Of<T>(IReadOnlyList<T> items, Func<T, double> weight)
    {
        var sums = new double[items.Count];
        var sum = 0.0;
        for (var i = 0; i < sums.Length; i++) sums[i] = sum += weight(items[i]);
        return sums;
    }
}
