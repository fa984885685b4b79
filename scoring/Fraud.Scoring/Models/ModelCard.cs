namespace Fraud.Scoring.Models;

/// <summary>What a model is, where it comes from and how good it was: everything in a bundle except the trees.</summary>
public sealed record ModelCard
{
    /// <summary>The engine that trained it.</summary>
    public required string Engine { get; init; }

    /// <summary>Catalogue names of its features, in its own order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Reduction of loss by the splits on each feature, in the order of <see cref="Features"/>.</summary>
    public required IReadOnlyList<double> Gains { get; init; }

    /// <summary>Digest of the feature catalogue it was trained under. A later catalogue may serve it as long as it has the features.</summary>
    public required string CatalogueDigest { get; init; }

    /// <summary>SHA-256, in hex, of the file it was trained on; null when it was trained on something else.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>Range of the rows its trees were grown on.</summary>
    public required TimeRange Trained { get; init; }

    /// <summary>Range of the rows its calibration was fitted on; null when it has none.</summary>
    public TimeRange? Calibrated { get; init; }

    /// <summary>Range of the rows its metrics were measured on; null when it was not measured.</summary>
    public TimeRange? Tested { get; init; }

    /// <summary>Rows the trees were grown on.</summary>
    public required int Rows { get; init; }

    /// <summary>Fraudulent rows among them.</summary>
    public required int FraudRows { get; init; }

    /// <summary>How the trees were grown.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>From log-odds to probability.</summary>
    public required PlattCalibration Calibration { get; init; }

    /// <summary>Measured on <see cref="Tested"/>, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new SortedDictionary<string, double>();

    /// <summary>When it was trained; null unless the trainer was told.</summary>
    public DateTimeOffset? Created { get; init; }
}
