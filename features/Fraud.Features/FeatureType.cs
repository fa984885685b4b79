namespace Fraud.Features;

/// <summary>How a feature's value is to be read. All are doubles; NaN is "not enough history" or "does not apply".</summary>
public enum FeatureType
{
    /// <summary>A measured number.</summary>
    Number,

    /// <summary>A whole number of things, ≥ 0.</summary>
    Count,

    /// <summary>1 for yes, 0 for no.</summary>
    Flag,
}
