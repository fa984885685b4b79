namespace Fraud.Replay.Training;

/// <summary>What a training did.</summary>
public sealed record TrainingReport
{
    /// <summary>Id of the bundle.</summary>
    public required string ModelId { get; init; }

    /// <summary>Folder of the bundle.</summary>
    public required string Folder { get; init; }

    /// <summary>The engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Payments read.</summary>
    public required long Payments { get; init; }

    /// <summary>Lines that are no payment.</summary>
    public required long Refused { get; init; }

    /// <summary>Payments whose id was seen before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Rows the trees were grown on.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Fraudulent rows among them.</summary>
    public required int TrainFraudRows { get; init; }

    /// <summary>Rows the calibration was fitted on.</summary>
    public required int CalibrationRows { get; init; }

    /// <summary>Test payments left out because their account was known to be defrauded.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Features the model reads.</summary>
    public required int Features { get; init; }

    /// <summary>Time to read the file and compute its features, seconds.</summary>
    public required double FeatureSeconds { get; init; }

    /// <summary>Time to grow the trees, seconds.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>The model on the test range.</summary>
    public required ModelMeasure Test { get; init; }

    /// <summary>A model of the payment's own columns on the test range; null unless asked for.</summary>
    public ModelMeasure? Raw { get; init; }

    /// <summary>The twenty features that helped most, best first.</summary>
    public required IReadOnlyList<FeatureGain> TopFeatures { get; init; }
}
