namespace Fraud.Benchmarks.Running;

/// <summary>Quantiles of measured times.</summary>
internal static class Quantile
{
    /// <summary>The value that a share of rising values does not exceed; NaN of none.</summary>
    public static double Of(double[] rising, double share) => rising.Length == 0 ? double.NaN : rising[(int)(share * (rising.Length - 1))];
}
