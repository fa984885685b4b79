#if MLNET
using Fraud.Scoring.MLNet;
using Fraud.Scoring.Models;
using Xunit;

namespace Fraud.UnitTests.Models;

public sealed class FastTreeTrainerTests
{
    private static readonly TrainingOptions Options = new() { Trees = 40, Depth = 5, LeafRowsMin = 5 };

    [Fact]
    public void The_exported_trees_give_the_engines_own_margins_on_rows_with_missing_values()
    {
        var set = TrainingRows.Make(4000, seed: 1);
        var unseen = TrainingRows.Make(2000, seed: 2);
        var fitted = new FittedFastTree(set, Options, default);
        var model = new TreeEnsemble("ml.net-fasttree", set.Features, fitted.Export(), PlattCalibration.None);

        var engine = fitted.Margins(unseen);
        var ours = TrainingRows.Margins(model, unseen);

        for (var i = 0; i < engine.Length; i++)
            Assert.Equal(engine[i], ours[i], 1e-5);
        Assert.True(ours.Distinct().Count() > 500);
    }

    [Fact]
    public void A_row_on_the_threshold_goes_the_engines_way()
    {
        var set = new TrainingSet(["count"]);
        for (var i = 0; i < 400; i++)
            set.Add([(double)(i % 8)], fraud: i % 8 > 3);
        var fitted = new FittedFastTree(set, Options, default);
        var model = new TreeEnsemble("ml.net-fasttree", set.Features, fitted.Export(), PlattCalibration.None);
        var thresholds = new TrainingSet(["count"]);
        foreach (var node in model.Forest.Nodes.ToArray().Where(n => !n.IsLeaf).DistinctBy(n => n.Threshold))
        {
            thresholds.Add([node.Threshold], false);
            thresholds.Add([MathF.BitDecrement(node.Threshold)], false);
        }

        var engine = fitted.Margins(thresholds);
        var ours = TrainingRows.Margins(model, thresholds);
        for (var i = 0; i < engine.Length; i++)
            Assert.Equal(engine[i], ours[i], 1e-5);
        Assert.NotEqual(ours[0], ours[1]);
    }

    [Fact]
    public void The_same_rows_give_the_same_trees_on_one_thread_and_on_two()
    {
        var set = TrainingRows.Make(20_000, seed: 4);
        var trainer = new FastTreeTrainer();
        var first = ForestJson.Write(trainer.Train(set, Options with { Threads = 1 }, null, default).Forest);
        var second = ForestJson.Write(trainer.Train(set, Options with { Threads = 2 }, null, default).Forest);
        Assert.True(first.AsSpan().SequenceEqual(second));
    }

    [Fact]
    public void Rows_with_missing_values_are_learnt_from()
    {
        var set = new TrainingSet(["distance"]);
        for (var i = 0; i < 600; i++)
            set.Add([i % 3 == 0 ? double.NaN : i], fraud: i % 3 == 0);
        var model = new FastTreeTrainer().Train(set, Options, null, default);
        var margins = new double[2];
        model.Margins<double>([double.NaN, 100], 1, margins);
        Assert.True(margins[0] > 1 && margins[1] < -1, $"{margins[0]} {margins[1]}");
    }
}
#endif
