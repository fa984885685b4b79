namespace Fraud.Scoring.Models;

/// <summary>An engine that grows trees. It is used in training only: what it returns is evaluated without it.</summary>
public interface IModelTrainer
{
    /// <summary>Stable name, e.g. <c>ml.net-fasttree</c> or <c>xgboost</c>.</summary>
    string Engine { get; }

    /// <summary>Whether it can run here.</summary>
    /// <param name="why">When not: why, and what to do about it.</param>
    bool IsAvailable(out string why);

    /// <summary>Grows trees on rows with known truth. The same rows and options give the same model.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="options">How to grow.</param>
    /// <param name="progress">Receives the share done, 0 to 1.</param>
    /// <param name="cancel">Ends the training early with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The model without calibration, over the columns of <paramref name="set"/>.</returns>
    /// <exception cref="InvalidDataException">There is nothing to learn from the rows.</exception>
    /// <exception cref="InvalidOperationException">The engine is not available or refuses; the message says why.</exception>
    TreeEnsemble Train(TrainingSet set, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel);
}
