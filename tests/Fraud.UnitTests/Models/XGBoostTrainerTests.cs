using Fraud.Scoring.Models;
using Fraud.Scoring.XGBoost;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Models;

public sealed class XGBoostTrainerTests
{
    private static readonly TrainingOptions Options = new() { Trees = 40, Depth = 5 };
    private readonly XGBoostTrainer _trainer = new();

    [XGBoostFact]
    public void The_exported_trees_give_the_engines_own_margins_on_rows_with_missing_values()
    {
        var set = TrainingRows.Make(4000, seed: 1);
        var unseen = TrainingRows.Make(2000, seed: 2);
        using var matrix = _trainer.Matrix(set, Options);
        using var booster = XGBoostTrainer.Grow(matrix, Options, null, default);
        var model = new TreeEnsemble("xgboost", set.Features, XGBoostExport.Read(booster.ToJson()), PlattCalibration.None);

        var engine = booster.Predict(TrainingRows.Cells(unseen), set.Features.Count, PredictionKind.Margin);
        var ours = TrainingRows.Margins(model, unseen);

        for (var i = 0; i < engine.Length; i++)
            Assert.Equal(engine[i], ours[i], 1e-5);
        Assert.True(ours.Distinct().Count() > 500);
    }

    [XGBoostFact]
    public void Contributions_are_the_engines_own_path_contributions()
    {
        var set = TrainingRows.Make(4000, seed: 3);
        var columns = set.Features.Count;
        using var matrix = _trainer.Matrix(set, Options);
        using var booster = XGBoostTrainer.Grow(matrix, Options, null, default);
        var model = new TreeEnsemble("xgboost", set.Features, XGBoostExport.Read(booster.ToJson()), PlattCalibration.None);
        var engine = booster.Predict(TrainingRows.Cells(set), columns, PredictionKind.PathContributions);

        var row = new double[columns];
        var ours = new double[columns];
        for (var i = 0; i < 200; i++)
        {
            for (var c = 0; c < columns; c++)
                row[c] = set.Row(i)[c];
            model.Explain(row, ours);
            for (var c = 0; c < columns; c++)
                Assert.Equal(engine[i * (columns + 1) + c], ours[c], 1e-3);
            Assert.Equal(engine[i * (columns + 1) + columns], model.Bias, 1e-3);
        }
    }

    [XGBoostFact]
    public void The_same_rows_give_the_same_trees_on_one_thread_and_on_two()
    {
        var set = TrainingRows.Make(20_000, seed: 4);
        var first = ForestJson.Write(_trainer.Train(set, Options with { Threads = 1 }, null, default).Forest);
        var second = ForestJson.Write(_trainer.Train(set, Options with { Threads = 2 }, null, default).Forest);
        Assert.True(first.AsSpan().SequenceEqual(second));
    }

    [XGBoostFact]
    public void Rows_without_fraud_are_refused_with_a_sentence()
    {
        var set = new TrainingSet(["a"]);
        set.Add([1.0], fraud: false);
        var error = Assert.Throws<InvalidDataException>(() => _trainer.Train(set, Options, null, default));
        Assert.Contains("fraudulent and genuine", error.Message, StringComparison.Ordinal);
    }

    [XGBoostFact]
    public void A_cancelled_training_ends_between_two_trees()
    {
        using var source = new CancellationTokenSource();
        var grown = new List<double>();
        var progress = new Recorder(share =>
        {
            grown.Add(share);
            if (grown.Count == 3)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => _trainer.Train(TrainingRows.Make(1000, 5), Options, progress, source.Token));
        Assert.Equal([1 / 40.0, 2 / 40.0, 3 / 40.0], grown);
    }

    private sealed class Recorder(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
