#if MLNET
using Fraud.Scoring.Models;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Fraud.Scoring.MLNet;

/// <summary>A model inside ML.NET, alive until it is exported.</summary>
internal sealed class FittedFastTree
{
    /// <summary>What FastTree is shown for a missing value.</summary>
    public const float MissingValue = -1e30f;

    private readonly MLContext _context;
    private readonly TrainingOptions _options;
    private readonly CancellationToken _cancel;
    private readonly BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> _fitted;

    /// <summary>Grows the trees.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="options">How to grow.</param>
    /// <param name="cancel">Ends the reading of the rows.</param>
    public FittedFastTree(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        (_context, _options, _cancel) = (new MLContext(options.Seed), options, cancel);
        var trainer = _context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = options.Trees,
            NumberOfLeaves = 1 << options.Depth,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.LeafRowsMin ?? 10,
            NumberOfThreads = options.Threads,
            Seed = options.Seed,
            FeatureSelectionSeed = options.Seed,
            ExampleWeightColumnName = nameof(FastTreeRow.Weight),
            DiskTranspose = false,
        });
        _fitted = trainer.Fit(View(set));
    }

    /// <summary>The trees; covers are left 0.</summary>
    public Forest Export() => FastTreeExport.Read(_fitted.Model);

    /// <summary>The engine's own log-odds, for proving the export.</summary>
    /// <param name="rows">The rows.</param>
    public double[] Margins(TrainingSet rows)
    {
        var calibrator = _fitted.Model.Calibrator;
        var scores = _fitted.Transform(View(rows)).GetColumn<float>("Score");
        return [.. scores.Select(score => -(calibrator.Slope * score + calibrator.Offset))];
    }

    private IDataView View(TrainingSet set)
    {
        var schema = SchemaDefinition.Create(typeof(FastTreeRow));
        schema[nameof(FastTreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Features.Count);
        return _context.Data.LoadFromEnumerable(Rows(set), schema);
    }

    private IEnumerable<FastTreeRow> Rows(TrainingSet set)
    {
        // ML.NET copies a row before it asks for the next.
        var row = new FastTreeRow { Features = new float[set.Features.Count] };
        for (var i = 0; i < set.Rows; i++)
        {
            _cancel.ThrowIfCancellationRequested();
            var cells = set.Row(i);
            for (var c = 0; c < cells.Length; c++)
                row.Features[c] = float.IsNaN(cells[c]) ? MissingValue : cells[c];
            row.Label = set.Fraud[i];
            row.Weight = row.Label ? (float)_options.FraudWeight : 1;
            yield return row;
        }
    }
}
#endif
