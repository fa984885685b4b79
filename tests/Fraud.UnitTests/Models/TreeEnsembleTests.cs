using Fraud.Scoring.Models;
using Xunit;

namespace Fraud.UnitTests.Models;

public sealed class TreeEnsembleTests
{
    // amount < 50 ? (count < 3 ? -2 : -1) : 1, missing amount goes right, missing count goes left; then a stump on amount and a lone leaf.
    private static readonly Forest Small = new(0.5, [0, 5, 8],
    [
        new(0, 50, 1, 2, false, 0, 10), new(1, 3, 3, 4, true, 0, 8), ForestNode.Leaf(1, 2), ForestNode.Leaf(-2, 6), ForestNode.Leaf(-1, 2),
        new(0, 10, 6, 7, true, 0, 10), ForestNode.Leaf(0.25, 5), ForestNode.Leaf(-0.25, 5),
        ForestNode.Leaf(0.125, 10),
    ]);

    [Theory]
    [InlineData(5, 1, 0.5 - 2 + 0.25 + 0.125)]
    [InlineData(10, 3, 0.5 - 1 - 0.25 + 0.125)] // a value on the threshold goes right
    [InlineData(50, 1, 0.5 + 1 - 0.25 + 0.125)]
    [InlineData(double.NaN, 9, 0.5 + 1 + 0.25 + 0.125)] // missing: right in the first tree, left in the second
    [InlineData(20, double.NaN, 0.5 - 2 - 0.25 + 0.125)]
    [InlineData(double.PositiveInfinity, 0, 0.5 + 1 - 0.25 + 0.125)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, 0.5 - 2 + 0.25 + 0.125)]
    public void A_row_adds_up_the_leaves_it_reaches(double amount, double count, double margin)
    {
        var model = Model(Small);
        var margins = new double[1];
        model.Margins([amount, count], 2, margins);
        Assert.Equal(margin, margins[0], 12);
        model.Score([amount, count], 2, margins);
        Assert.Equal(1 / (1 + Math.Exp(-margin)), margins[0], 12);
    }

    [Fact]
    public void Contributions_and_bias_add_up_to_the_calibrated_log_odds()
    {
        var random = new Random(7);
        var model = new TreeEnsemble("test", Names(6), Grown(random, trees: 23, features: 6), new PlattCalibration(0.8, -0.3));
        var row = new double[6];
        var contributions = new double[6];
        var margin = new double[1];
        for (var i = 0; i < 500; i++)
        {
            Fill(row, random);
            model.Explain(row, contributions);
            model.Margins(row, 6, margin);
            Assert.Equal(model.Calibration.LogOdds(margin[0]), model.Bias + contributions.Sum(), 9);
        }
    }

    [Fact]
    public void Any_forest_gives_what_walking_its_nodes_one_by_one_gives()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            var features = random.Next(1, 9);
            var forest = Grown(random, trees: random.Next(1, 20), features);
            var model = new TreeEnsemble("test", Names(features), forest, PlattCalibration.None);
            var rows = new double[40 * features];
            Fill(rows, random);
            var margins = new double[40];
            model.Margins(rows, features, margins);
            for (var i = 0; i < margins.Length; i++)
                Assert.Equal(Walk(forest, rows.AsSpan(i * features, features)), margins[i], 9);
        }
    }

    [Fact]
    public void A_model_finds_its_features_in_wider_rows_by_name()
    {
        var bound = Model(Small).Bind(["other", "count", "more", "amount"]);
        var direct = new double[1];
        var wide = new double[2];
        Model(Small).Margins([20.0, 4], 2, direct);
        bound.Margins([1.0, 4, 2, 20, 1, 4, 2, 20], 4, wide);
        Assert.Equal([direct[0], direct[0]], wide);

        var contributions = new double[4];
        bound.Explain([1, 4, 2, 20], contributions);
        Assert.Equal(0, contributions[0]);
        Assert.Equal(0, contributions[2]);
        Assert.NotEqual(0, contributions[3]);
    }

    [Fact]
    public void A_feature_that_the_catalogue_lost_is_named()
    {
        var error = Assert.Throws<InvalidDataException>(() => Model(Small).Bind(["amount"]));
        Assert.Contains("count", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scoring_and_explaining_allocate_nothing()
    {
        var random = new Random(3);
        var model = new TreeEnsemble("test", Names(60), Grown(random, trees: 100, features: 60), PlattCalibration.None);
        var rows = new double[60 * 10];
        Fill(rows, random);
        var probabilities = new double[10];
        var contributions = new double[60];
        model.Score(rows, 60, probabilities);
        model.Explain(rows.AsSpan(0, 60), contributions);

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Score(rows, 60, probabilities);
        model.Explain(rows.AsSpan(0, 60), contributions);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_split_gains_what_its_children_explain_better_than_it_does()
    {
        // Root mean (8·−1.75 + 2·1)/10 = −1.2; left mean (6·−2 + 2·−1)/8 = −1.75.
        var gains = Small.Gains(2);
        Assert.Equal(8 * 1.75 * 1.75 + 2 * 1 - 10 * 1.2 * 1.2 + (5 * 0.0625 * 2 - 0), gains[0], 9);
        Assert.Equal(6 * 4 + 2 * 1 - 8 * 1.75 * 1.75, gains[1], 9);
    }

    [Fact]
    public void Arrays_that_form_no_trees_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => new Forest(0, [0], [new(0, 1, 0, 0, true, 0, 1)])); // leads to itself
        Assert.Throws<InvalidDataException>(() => new Forest(0, [0], [new(0, 1, 1, 2, true, 0, 1), ForestNode.Leaf(1, 1)])); // no such node
        Assert.Throws<InvalidDataException>(() => new Forest(0, [0], [ForestNode.Leaf(double.NaN, 1)]));
        Assert.Throws<InvalidDataException>(() => Model(new Forest(0, [0], [new(2, 1, 1, 2, true, 0, 1), ForestNode.Leaf(1, 1), ForestNode.Leaf(1, 1)])));
    }

    private static TreeEnsemble Model(Forest forest) => new("test", ["amount", "count"], forest, PlattCalibration.None);

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"f{i}")];

    private static void Fill(Span<double> cells, Random random)
    {
        foreach (ref var cell in cells)
            cell = random.Next(6) == 0 ? double.NaN : random.Next(20) - 10;
    }

    private static Forest Grown(Random random, int trees, int features)
    {
        var nodes = new List<ForestNode>();
        var roots = new List<int>();
        for (var t = 0; t < trees; t++)
        {
            var open = new Queue<(int Place, int Depth)>();
            roots.Add(nodes.Count);
            open.Enqueue((nodes.Count, 0));
            nodes.Add(default);
            while (open.TryDequeue(out var item))
            {
                if (item.Depth == 7 || random.Next(4) == 0)
                {
                    nodes[item.Place] = ForestNode.Leaf(random.NextDouble() - 0.5, random.Next(10));
                    continue;
                }
                nodes[item.Place] = new ForestNode(
                    random.Next(features), random.Next(20) - 10, nodes.Count, nodes.Count + 1, random.Next(2) == 0, 0, 1);
                open.Enqueue((nodes.Count, item.Depth + 1));
                open.Enqueue((nodes.Count + 1, item.Depth + 1));
                nodes.AddRange([default, default]);
            }
        }
        return new Forest(random.NextDouble(), roots, nodes);
    }

    private static double Walk(Forest forest, ReadOnlySpan<double> row)
    {
        var sum = forest.BaseMargin;
        foreach (var root in forest.Roots)
        {
            var at = root;
            while (!forest.Nodes[at].IsLeaf)
                at = forest.Nodes[at].Next((float)row[forest.Nodes[at].Feature]);
            sum += forest.Nodes[at].Value;
        }
        return sum;
    }
}
