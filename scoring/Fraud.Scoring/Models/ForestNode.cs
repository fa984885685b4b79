namespace Fraud.Scoring.Models;

/// <summary>One node of a tree in a <see cref="Forest"/>.</summary>
/// <param name="Feature">Index of the feature it splits on; −1 for a leaf.</param>
/// <param name="Threshold">A row goes left when its value is below this.</param>
/// <param name="Left">Index of the left child.</param>
/// <param name="Right">Index of the right child.</param>
/// <param name="MissingLeft">Where a missing value goes.</param>
/// <param name="Value">What a leaf adds to the log-odds; 0 for an inner node.</param>
/// <param name="Cover">Training rows that reached it, weighted by the curvature p·(1 − p) of the loss, ≥ 0.</param>
public readonly record struct ForestNode(
    int Feature, float Threshold, int Left, int Right, bool MissingLeft, double Value, double Cover)
{
    /// <summary>It has no children.</summary>
    public bool IsLeaf => Feature < 0;

    /// <summary>The child a value leads to. Only for inner nodes.</summary>
    /// <param name="value">The row's value of <see cref="Feature"/>; NaN is missing.</param>
    public int Next(float value) => (float.IsNaN(value) ? MissingLeft : value < Threshold) ? Left : Right;

    /// <summary>A leaf.</summary>
    /// <param name="value">What it adds to the log-odds.</param>
    /// <param name="cover">Weighted training rows that reached it.</param>
    public static ForestNode Leaf(double value, double cover) => new(-1, float.NaN, -1, -1, false, value, cover);
}
