namespace Fraud.Features.Families;

/// <summary>What a window feature takes of the amounts in its window.</summary>
internal enum Aggregate
{
    Count,
    Sum,
    Mean,
    Min,
    Max,
    StandardDeviation,

    /// <summary>How many standard deviations the payment's amount lies above the mean.</summary>
    ZScore,

    /// <summary>The payment's amount divided by the mean.</summary>
    RatioToMean,

    /// <summary>The payment's amount divided by the largest.</summary>
    RatioToMax,
}
