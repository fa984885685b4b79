namespace Fraud.Scoring.Models;

/// <summary>A trained model that turns feature rows into calibrated fraud probabilities. Pure and safe for concurrent use.</summary>
public interface IRiskModel
{
    /// <summary>Content digest of the bundle: the same id always gives the same probabilities.</summary>
    string Id { get; }

    /// <summary>The engine that trained it, e.g. <c>ml.net-fasttree</c> or <c>xgboost</c>.</summary>
    string Engine { get; }

    /// <summary>Catalogue names of the columns it reads, in its own order.</summary>
    IReadOnlyList<string> Features { get; }

    /// <summary>Scores rows laid out one after the other.</summary>
    /// <param name="rows">Full feature vectors in catalogue order; NaN is a missing value.</param>
    /// <param name="rowLength">Columns in one row.</param>
    /// <param name="probabilities">Receives one probability, 0 to 1, per row.</param>
    void Score(ReadOnlySpan<double> rows, int rowLength, Span<double> probabilities);

    /// <summary>How much each catalogue column pushed one row's log-odds up (positive) or down.</summary>
    /// <param name="row">One full feature vector in catalogue order.</param>
    /// <param name="contributions">Receives one value per column of <paramref name="row"/>.</param>
    void Explain(ReadOnlySpan<double> row, Span<double> contributions);
}
