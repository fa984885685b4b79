namespace Fraud.Scoring.XGBoost;

/// <summary>What a prediction answers; the numbers are XGBoost's.</summary>
internal enum PredictionKind
{
    /// <summary>Probability.</summary>
    Value = 0,

    /// <summary>Log-odds.</summary>
    Margin = 1,

    /// <summary>Contribution of each feature by path attribution, the bias last.</summary>
    PathContributions = 3,
}
