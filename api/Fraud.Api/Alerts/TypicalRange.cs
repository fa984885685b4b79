namespace Fraud.Api.Alerts;

/// <summary>Where a feature of approved payments usually lies.</summary>
/// <param name="Low">5 of 100 are below.</param>
/// <param name="Median">Half are below.</param>
/// <param name="High">5 of 100 are above.</param>
public sealed record TypicalRange(double Low, double Median, double High)
{
    private const int SampleMin = 20;

    /// <summary>The range of a sample, sorted in place; null when it is too small to tell.</summary>
    internal static TypicalRange? Of(List<double> sample)
    {
        if (sample.Count < SampleMin) return null;
        sample.Sort();
        return new TypicalRange(At(0.05), At(0.50), At(0.95));

        double At(double quantile) => sample[(int)Math.Round(quantile * (sample.Count - 1))];
    }
}
