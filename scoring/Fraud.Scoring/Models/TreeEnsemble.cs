using System.Buffers;
using System.Numerics;

namespace Fraud.Scoring.Models;

/// <summary>
/// A trained model evaluated without its engine: gradient-boosted trees and a calibration. Deterministic on every machine, allocation-free,
/// immutable and safe for concurrent use.
/// </summary>
public sealed class TreeEnsemble : IRiskModel
{
    /// <summary>Features one model may read.</summary>
    public const int FeaturesMax = 1024;

    private const int SlotsOnStack = 512;
    private readonly TreeWalk _walk;
    private readonly int[] _columns;

    /// <summary>A model whose rows hold exactly its features, in its own order.</summary>
    /// <param name="engine">Name of the engine that trained it.</param>
    /// <param name="features">Catalogue names of its features.</param>
    /// <param name="forest">The trees.</param>
    /// <param name="calibration">From log-odds to probability.</param>
    /// <param name="id">Content digest; empty before the model is saved.</param>
    /// <exception cref="InvalidDataException">A tree reads a feature that is not named.</exception>
    public TreeEnsemble(string engine, IReadOnlyList<string> features, Forest forest, PlattCalibration calibration, string id = "")
        : this(engine, features, forest, calibration, id, new TreeWalk(forest, features.Count), [.. Enumerable.Range(0, features.Count)])
    {
    }

    private TreeEnsemble(
        string engine, IReadOnlyList<string> features, Forest forest, PlattCalibration calibration, string id, TreeWalk walk, int[] columns)
    {
        if (features.Count > FeaturesMax)
            throw new InvalidDataException($"The model reads {features.Count} features; {FeaturesMax} are the limit.");
        (Engine, Features, Forest, Calibration, Id) = (engine, features, forest, calibration, id);
        (_walk, _columns) = (walk, columns);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Engine { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; }

    /// <summary>The trees.</summary>
    public Forest Forest { get; }

    /// <summary>From log-odds to probability.</summary>
    public PlattCalibration Calibration { get; }

    /// <summary>The calibrated log-odds of a row of which nothing is known: what contributions add up from.</summary>
    public double Bias => Calibration.LogOdds(_walk.Bias);

    /// <summary>The same model reading its features out of wider rows.</summary>
    /// <param name="columns">Names of the columns of those rows.</param>
    /// <exception cref="InvalidDataException">A feature has no column of its name.</exception>
    public TreeEnsemble Bind(IReadOnlyList<string> columns)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
            places[columns[i]] = i;
        var missing = Features.Where(f => !places.ContainsKey(f)).ToArray();
        if (missing.Length > 0)
            throw new InvalidDataException(
                $"The model reads features that the catalogue does not have: {string.Join(", ", missing)}. Train it again.");
        return new TreeEnsemble(Engine, Features, Forest, Calibration, Id, _walk, [.. Features.Select(f => places[f])]);
    }

    /// <summary>The same model naming only the features that some tree splits on.</summary>
    public TreeEnsemble WithoutUnusedFeatures()
    {
        var used = Forest.Nodes.ToArray().Where(n => !n.IsLeaf).Select(n => n.Feature).Distinct().Order().ToArray();
        var nodes = Forest.Nodes.ToArray().Select(n => n.IsLeaf ? n : n with { Feature = Array.BinarySearch(used, n.Feature) });
        var forest = new Forest(Forest.BaseMargin, Forest.Roots.ToArray(), [.. nodes]);
        return new TreeEnsemble(Engine, [.. used.Select(f => Features[f])], forest, Calibration, Id);
    }

    /// <summary>The same model under another calibration.</summary>
    /// <param name="calibration">From log-odds to probability.</param>
    public TreeEnsemble WithCalibration(PlattCalibration calibration) =>
        new(Engine, Features, Forest, calibration, Id, _walk, _columns);

    /// <summary>The same model under its content digest.</summary>
    /// <param name="id">The digest.</param>
    public TreeEnsemble WithId(string id) => new(Engine, Features, Forest, Calibration, id, _walk, _columns);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> rows, int rowLength, Span<double> probabilities)
    {
        Margins(rows, rowLength, probabilities);
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = Calibration.Probability(probabilities[i]);
    }

    /// <summary>Raw log-odds of rows laid out one after the other, before calibration. Features are compared as 32-bit floats.</summary>
    /// <typeparam name="T">Cell type: <see cref="double"/> when serving, <see cref="float"/> in training.</typeparam>
    /// <param name="rows">Feature vectors; NaN is a missing value.</param>
    /// <param name="rowLength">Columns in one row.</param>
    /// <param name="margins">Receives one value per row.</param>
    public void Margins<T>(ReadOnlySpan<T> rows, int rowLength, Span<double> margins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(rows.Length, rowLength, margins.Length);
        var slots = _walk.SlotCount;
        float[]? rented = slots > SlotsOnStack ? ArrayPool<float>.Shared.Rent(slots) : null;
        Span<float> buffer = rented ?? stackalloc float[SlotsOnStack];
        for (var i = 0; i < margins.Length; i++)
        {
            _walk.Gather(rows.Slice(i * rowLength, rowLength), _columns, buffer);
            margins[i] = _walk.Margin(buffer);
        }
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Path attribution: every step from a node to its child gives the change of the node's mean value to the feature it splits on (A. Saabas,
    /// "Interpreting random forests", blog.datadive.net, 2014). Contributions and <see cref="Bias"/> add up to the calibrated log-odds.
    /// </remarks>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        if (contributions.Length != row.Length)
            throw new ArgumentException($"{row.Length} columns need as many contributions, not {contributions.Length}.", nameof(contributions));
        contributions.Clear();
        _walk.Attribute(row, _columns, Calibration.Slope, contributions);
    }

    private void Check(int cells, int rowLength, int rows)
    {
        if (cells != (long)rowLength * rows)
            throw new ArgumentException($"{rows} rows of {rowLength} columns are not {cells} cells.");
        if (rowLength < Features.Count)
            throw new ArgumentException($"Rows have {rowLength} columns; the model reads {Features.Count} features.", nameof(rowLength));
    }
}
