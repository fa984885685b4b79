using Fraud.Features;
using Fraud.Replay.History;
using Fraud.Scoring.Models;

namespace Fraud.Replay.Training;

/// <summary>
/// Trains a model: history through the live feature code, trees on the training range, calibration on its last part, metrics on a later
/// range, bundle on disk. Deterministic apart from the seconds it reports.
/// </summary>
/// <param name="catalogue">The features.</param>
/// <param name="options">How features are computed, as live.</param>
/// <param name="trainer">The engine.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class TrainingRun(FeatureCatalogue catalogue, FeatureOptions options, IModelTrainer trainer, TimeProvider time)
{
    private const int TopFeatureCount = 20;

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to train on.</param>
    /// <param name="folder">Where the bundle goes.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <param name="cancel">Ends the work; nothing is written.</param>
    /// <exception cref="InvalidDataException">A range holds too little to learn or measure; says which.</exception>
    public TrainingReport Run(TrainingPlan plan, string folder, ITrainingProgress? progress, CancellationToken cancel)
    {
        plan.Check();
        var began = time.GetTimestamp();
        var rows = new TrainingRows(plan, catalogue);
        var summary = new HistoryReplay(catalogue, options).Run(plan.Input, rows.Add, progress?.Features, cancel);
        var featureSeconds = time.GetElapsedTime(began).TotalSeconds;
        CheckRows(rows);

        var trainBegan = time.GetTimestamp();
        var model = Train(rows.Grow, rows.Calibrate, plan, progress?.Trees, cancel);
        var trainSeconds = time.GetElapsedTime(trainBegan).TotalSeconds;
        var test = ModelMeasure.Of(model, rows.Test, rows.Tested);
        var raw = plan.CompareRaw ? MeasureRaw(rows, plan, progress?.RawTrees, cancel) : null;
        cancel.ThrowIfCancellationRequested();
        var bundle = ModelBundle.Save(folder, model, Card(plan, rows, model, test, summary.SourceSha256));
        return new TrainingReport
        {
            ModelId = bundle.Model.Id,
            Folder = folder,
            Engine = model.Engine,
            Payments = summary.Payments,
            Refused = summary.Refused,
            Duplicates = summary.Duplicates,
            TrainRows = rows.Grow.Rows,
            TrainFraudRows = rows.Grow.FraudRows,
            CalibrationRows = rows.Calibrate.Rows,
            LeftOut = rows.LeftOut,
            Features = model.Features.Count,
            FeatureSeconds = featureSeconds,
            TrainSeconds = trainSeconds,
            Test = test,
            Raw = raw,
            TopFeatures = Top(model),
        };
    }

    private TreeEnsemble Train(
        TrainingSet grow, TrainingSet calibrate, TrainingPlan plan, IProgress<double>? progress, CancellationToken cancel)
    {
        var model = trainer.Train(grow, plan.Options, progress, cancel).WithoutUnusedFeatures();
        return model.WithCalibration(PlattFit.Fit(ModelScores.Margins(model, calibrate), calibrate.Fraud));
    }

    private ModelMeasure MeasureRaw(TrainingRows rows, TrainingPlan plan, IProgress<double>? progress, CancellationToken cancel)
    {
        int[] columns = [.. catalogue.Features.Index().Where(f => f.Item.Name.StartsWith("payment.", StringComparison.Ordinal)).Select(f => f.Index)];
        var model = Train(rows.Grow.Select(0, rows.Grow.Rows, columns), rows.Calibrate, plan, progress, cancel);
        return ModelMeasure.Of(model, rows.Test, rows.Tested);
    }

    private ModelCard Card(TrainingPlan plan, TrainingRows rows, TreeEnsemble model, ModelMeasure test, string sourceSha256) => new()
    {
        Engine = model.Engine,
        Features = model.Features,
        Gains = model.Forest.Gains(model.Features.Count),
        CatalogueDigest = catalogue.Digest,
        SourceSha256 = sourceSha256,
        Trained = plan.Grow,
        Calibrated = rows.Calibrate.Rows > 0 ? plan.Calibrate : null,
        Tested = plan.Test,
        Rows = rows.Grow.Rows,
        FraudRows = rows.Grow.FraudRows,
        Options = plan.Options,
        Calibration = model.Calibration,
        Metrics = new SortedDictionary<string, double>
        {
            ["auc"] = test.Auc,
            ["average_precision"] = test.AveragePrecision,
            ["card_precision_100"] = test.CardPrecision100,
            ["brier"] = test.Brier,
        },
    };

    private static FeatureGain[] Top(TreeEnsemble model)
    {
        var gains = model.Forest.Gains(model.Features.Count);
        var all = gains.Sum();
        return [.. gains.Zip(model.Features).OrderByDescending(g => g.First).Take(TopFeatureCount).Select(g => new FeatureGain(g.Second, g.First / all))];
    }

    private static void CheckRows(TrainingRows rows)
    {
        rows.Grow.CheckBothKinds();
        if (rows.Test.FraudRows == 0 || rows.Test.FraudRows == rows.Test.Rows)
            throw new InvalidDataException(
                $"Measuring needs fraudulent and genuine payments; the test range has {rows.Test.FraudRows} and {rows.Test.Rows - rows.Test.FraudRows}.");
    }
}
