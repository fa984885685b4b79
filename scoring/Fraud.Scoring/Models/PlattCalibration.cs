namespace Fraud.Scoring.Models;

/// <summary>
/// From a model's log-odds to a calibrated probability: p = 1 / (1 + exp(−(slope · margin + intercept))). Strictly increasing, so it never
/// changes the order of payments (J. Platt, "Probabilistic outputs for support vector machines", 1999).
/// </summary>
/// <param name="Slope">Factor on the log-odds, above 0.</param>
/// <param name="Intercept">Added to the log-odds.</param>
public sealed record PlattCalibration(double Slope, double Intercept)
{
    /// <summary>The model's own log-odds.</summary>
    public static PlattCalibration None { get; } = new(1, 0);

    /// <summary>Calibrated log-odds of a margin.</summary>
    /// <param name="margin">The model's log-odds.</param>
    public double LogOdds(double margin) => Slope * margin + Intercept;

    /// <summary>Calibrated probability of a margin, 0 to 1.</summary>
    /// <param name="margin">The model's log-odds.</param>
    public double Probability(double margin) => 1 / (1 + Math.Exp(-LogOdds(margin)));
}
