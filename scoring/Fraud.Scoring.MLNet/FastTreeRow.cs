#if MLNET
namespace Fraud.Scoring.MLNet;

/// <summary>One training row as ML.NET reads it: columns are found by property name.</summary>
internal sealed class FastTreeRow
{
    /// <summary>The features.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The truth.</summary>
    public bool Label { get; set; }

    /// <summary>How much the row counts.</summary>
    public float Weight { get; set; }
}
#endif
