namespace Fraud.Scoring.Models;

/// <summary>Measures how many training rows reach each node, for engines that do not say it.</summary>
public static class CoverCount
{
    /// <summary>Rows walked at most: every n-th of a larger set, scaled up.</summary>
    public const int RowsMax = 100_000;

    /// <summary>The same trees with covers.</summary>
    /// <param name="forest">Trees in the order they were grown; their covers are not read.</param>
    /// <param name="set">The rows they were grown on.</param>
    public static Forest Fill(Forest forest, TrainingSet set)
    {
        var stride = Math.Max(1, (set.Rows + RowsMax - 1) / RowsMax);
        var covers = new double[forest.Nodes.Length];
        for (var row = 0; row < set.Rows; row += stride)
            AddRow(forest, set.Row(row), stride, covers);

        var nodes = forest.Nodes.ToArray();
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = nodes[i] with { Cover = covers[i] };
        return new Forest(forest.BaseMargin, forest.Roots.ToArray(), nodes);
    }

    /// <summary>A tree sees a row with the curvature that the trees before it left.</summary>
    private static void AddRow(Forest forest, ReadOnlySpan<float> row, double weight, double[] covers)
    {
        var nodes = forest.Nodes;
        var margin = forest.BaseMargin;
        foreach (var root in forest.Roots)
        {
            var probability = 1 / (1 + Math.Exp(-margin));
            var curvature = weight * probability * (1 - probability);
            var at = root;
            covers[at] += curvature;
            while (!nodes[at].IsLeaf)
            {
                at = nodes[at].Next(row[nodes[at].Feature]);
                covers[at] += curvature;
            }
            margin += nodes[at].Value;
        }
    }
}
