using System.CommandLine;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Features;

namespace Fraud.Benchmarks.Models;

/// <summary>Scoring and explaining rows of real features with a hundred trees of depth 6.</summary>
internal static class ModelBench
{
    private const int RowCount = 2_000;

    public static Command Create() => BenchCommand.Create(
        "model", "One feature row through 100 trees of depth 6.", [], (_, _) => Measure());

    private static List<BenchFigure> Measure()
    {
        var columns = FeatureCatalogue.Default.Count;
        var rows = FeatureRows.Make(accounts: 200, count: 20_000, keep: RowCount);
        var model = HundredTrees.Grow(rows);
        var probabilities = new double[RowCount];
        var contributions = new double[columns];
        var (score, scoreBytes) = Rounds.Measure(20, times =>
        {
            for (var i = 0; i < times; i++)
                model.Score(rows, columns, probabilities);
        });
        var (explain, explainBytes) = Rounds.Measure(RowCount, times =>
        {
            for (var i = 0; i < times; i++)
                model.Explain(rows.AsSpan(i * columns, columns), contributions);
        });
        return
        [
            new("score a row", score / RowCount, "ns", "≤ 2000"),
            new("explain a row (alerts only)", explain, "ns"),
            new("allocated by both", scoreBytes + explainBytes, "bytes", "0"),
        ];
    }
}
