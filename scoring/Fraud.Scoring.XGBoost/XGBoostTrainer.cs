using Fraud.Scoring.Models;

namespace Fraud.Scoring.XGBoost;

/// <summary>Trains with XGBoost through its C library.</summary>
public sealed class XGBoostTrainer : IModelTrainer
{
    /// <inheritdoc/>
    public string Engine => "xgboost";

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        try
        {
            NativeXGBoost.XGBoostVersion(out var major, out var minor, out _);
            // XGQuantileDMatrixCreateFromCallback came with 1.7.
            var fits = (major, minor).CompareTo((1, 7)) >= 0;
            why = fits ? "" : $"{NativeXGBoost.Library} is version {major}.{minor}; 1.7 or newer is needed.";
            return fits;
        }
        catch (DllNotFoundException)
        {
            why = $"{NativeXGBoost.Library} is not installed; on Debian: apt-get install libxgboost0.";
            return false;
        }
    }

    /// <inheritdoc/>
    public TreeEnsemble Train(TrainingSet set, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        using var matrix = Matrix(set, options);
        using var booster = Grow(matrix, options, progress, cancel);
        return new TreeEnsemble(Engine, set.Features, XGBoostExport.Read(booster.ToJson()), PlattCalibration.None);
    }

    /// <summary>Rows in the engine, after the checks every training starts with.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="options">How to grow.</param>
    internal QuantileMatrix Matrix(TrainingSet set, TrainingOptions options)
    {
        options.Check();
        if (!IsAvailable(out var why))
            throw new InvalidOperationException(why);
        set.CheckBothKinds();
        return new QuantileMatrix(set, options.Threads);
    }

    /// <summary>Grows all trees.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="options">How to grow.</param>
    /// <param name="progress">Receives the share done.</param>
    /// <param name="cancel">Ends between two trees.</param>
    internal static Booster Grow(QuantileMatrix matrix, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        var booster = new Booster(matrix, Parameters(options));
        try
        {
            for (var i = 0; i < options.Trees; i++)
            {
                cancel.ThrowIfCancellationRequested();
                booster.Grow(i, matrix);
                progress?.Report((i + 1.0) / options.Trees);
            }
            return booster;
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private static (string Name, FormattableString Value)[] Parameters(TrainingOptions options) =>
    [
        ("objective", $"binary:logistic"),
        ("tree_method", $"hist"),
        ("max_bin", $"256"),
        ("base_score", $"0.5"),
        ("max_depth", $"{options.Depth}"),
        ("learning_rate", $"{options.LearningRate}"),
        ("min_child_weight", $"{options.LeafRowsMin ?? 1}"),
        ("scale_pos_weight", $"{options.FraudWeight}"),
        ("seed", $"{options.Seed}"),
        ("nthread", $"{options.Threads}"),
        ("verbosity", $"0"),
    ];
}
