using Fraud.Features;
using Fraud.Scoring.Models;

namespace Fraud.Benchmarks.Models;

/// <summary>A model of a hundred full trees of depth 6 whose splits lie at values of real rows, so that walks spread as after training.</summary>
internal static class HundredTrees
{
    private const int Trees = 100;
    private const int Depth = 6;
    private const double BaseMargin = -4.5;
    private const double LeafMax = 0.25;

    /// <summary>Grows the model.</summary>
    /// <param name="rows">Feature rows in catalogue order, one after the other.</param>
    public static TreeEnsemble Grow(double[] rows)
    {
        var random = new Random(5);
        var columns = FeatureCatalogue.Default.Count;
        var nodes = new List<ForestNode>();
        var roots = new List<int>();
        for (var tree = 0; tree < Trees; tree++)
        {
            roots.Add(nodes.Count);
            var first = nodes.Count;
            for (var place = 0; place < (1 << (Depth + 1)) - 1; place++)
                nodes.Add(place < (1 << Depth) - 1 ? Split(random, rows, columns, first + (2 * place) + 1) : ForestNode.Leaf(random.NextDouble() * 2 * LeafMax - LeafMax, 1));
        }

        return new TreeEnsemble("bench", [.. FeatureCatalogue.Default.Features.Select(f => f.Name)], new Forest(BaseMargin, roots, nodes), PlattCalibration.None, "bench-100x6");
    }

    private static ForestNode Split(Random random, double[] rows, int columns, int left)
    {
        while (true)
        {
            var column = random.Next(columns);
            var threshold = (float)rows[(random.Next(rows.Length / columns) * columns) + column];
            if (!float.IsNaN(threshold))
                return new ForestNode(column, threshold, left, left + 1, random.Next(2) == 0, 0, 1);
        }
    }
}
