namespace Fraud.Scoring.Models;

/// <summary>
/// Fits a <see cref="PlattCalibration"/> by Newton's method with backtracking (H.-T. Lin, C.-J. Lin, R. Weng, "A note on Platt's
/// probabilistic outputs for support vector machines", 2007). Deterministic.
/// </summary>
public static class PlattFit
{
    private const int StepsMax = 100;
    private const double GradientSmall = 1e-7;
    private const double Ridge = 1e-12;

    /// <summary>Fits margins of held-out rows to their truth.</summary>
    /// <param name="margins">The model's log-odds.</param>
    /// <param name="fraud">The truth, row by row.</param>
    /// <returns>
    /// The calibration; <see cref="PlattCalibration.None"/> when the rows do not hold both kinds or the model orders them no better than chance.
    /// </returns>
    public static PlattCalibration Fit(ReadOnlySpan<double> margins, ReadOnlySpan<bool> fraud)
    {
        if (margins.Length != fraud.Length)
            throw new ArgumentException($"{margins.Length} margins, {fraud.Length} labels.", nameof(fraud));
        var positives = fraud.Count(true);
        var negatives = fraud.Length - positives;
        if (positives == 0 || negatives == 0)
            return PlattCalibration.None;

        // Platt's targets: a prior of one row of each kind keeps the slope finite when the kinds separate perfectly.
        double high = (positives + 1.0) / (positives + 2.0), low = 1 / (negatives + 2.0);
        double slope = 0, intercept = Math.Log((positives + 1.0) / (negatives + 1.0));
        var loss = Loss(margins, fraud, high, low, slope, intercept);
        for (var i = 0; i < StepsMax; i++)
        {
            var (gs, gi, hss, hsi, hii) = Derivatives(margins, fraud, high, low, slope, intercept);
            if (Math.Abs(gs) < GradientSmall * margins.Length && Math.Abs(gi) < GradientSmall * margins.Length)
                break;
            var determinant = hss * hii - hsi * hsi;
            double ds = -(hii * gs - hsi * gi) / determinant, di = -(hss * gi - hsi * gs) / determinant;
            var slide = gs * ds + gi * di;
            var step = 1.0;
            double next;
            while ((next = Loss(margins, fraud, high, low, slope + step * ds, intercept + step * di)) > loss + 1e-4 * step * slide)
            {
                step /= 2;
                if (step < 1e-10)
                    return Result(slope, intercept);
            }
            (slope, intercept, loss) = (slope + step * ds, intercept + step * di, next);
        }
        return Result(slope, intercept);
    }

    private static PlattCalibration Result(double slope, double intercept) =>
        slope > 0 ? new PlattCalibration(slope, intercept) : PlattCalibration.None;

    private static double Loss(
        ReadOnlySpan<double> margins, ReadOnlySpan<bool> fraud, double high, double low, double slope, double intercept)
    {
        double loss = 0;
        for (var i = 0; i < margins.Length; i++)
        {
            var target = fraud[i] ? high : low;
            var logOdds = slope * margins[i] + intercept;
            // log(1 + e^x) without overflow.
            loss += Math.Max(logOdds, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logOdds))) - target * logOdds;
        }
        return loss;
    }

    private static (double Gs, double Gi, double Hss, double Hsi, double Hii) Derivatives(
        ReadOnlySpan<double> margins, ReadOnlySpan<bool> fraud, double high, double low, double slope, double intercept)
    {
        double gs = 0, gi = 0, hss = Ridge, hsi = 0, hii = Ridge;
        for (var i = 0; i < margins.Length; i++)
        {
            var p = 1 / (1 + Math.Exp(-(slope * margins[i] + intercept)));
            var error = p - (fraud[i] ? high : low);
            var curvature = p * (1 - p);
            gs += error * margins[i];
            gi += error;
            hss += curvature * margins[i] * margins[i];
            hsi += curvature * margins[i];
            hii += curvature;
        }
        return (gs, gi, hss, hsi, hii);
    }
}
