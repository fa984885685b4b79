using Fraud.Scoring.Models;

namespace Fraud.UnitTests.Models;

/// <summary>Made-up rows in which fraud depends on two columns and on a third being missing.</summary>
internal static class TrainingRows
{
    public static readonly string[] Columns = ["amount", "count", "distance", "noise", "age"];

    public static TrainingSet Make(int rows, int seed)
    {
        var random = new Random(seed);
        var set = new TrainingSet(Columns);
        Span<double> row = stackalloc double[Columns.Length];
        for (var i = 0; i < rows; i++)
        {
            Fill(row, random);
            var odds = (row[0] > 60 ? 2.0 : -2.0) + (row[1] > 5 ? 1.5 : -1.0) + (double.IsNaN(row[2]) ? 1.5 : row[2] < -10 ? 1 : -0.5);
            set.Add(row, random.NextDouble() < 1 / (1 + Math.Exp(-odds)));
        }
        return set;
    }

    public static void Fill(Span<double> row, Random random)
    {
        row[0] = Math.Round(random.NextDouble() * 100, 2);
        row[1] = random.Next(12);
        row[2] = random.NextDouble() < 0.3 ? double.NaN : random.NextDouble() * 100 - 50;
        row[3] = random.NextDouble() < 0.1 ? double.NaN : random.NextDouble();
        row[4] = random.NextDouble() * 1e6;
    }

    public static float[] Cells(TrainingSet set)
    {
        var cells = new List<float>();
        for (var i = 0; i < set.Rows; i++)
            cells.AddRange(set.Row(i));
        return [.. cells];
    }

    public static double[] Margins(TreeEnsemble model, TrainingSet set)
    {
        var margins = new double[set.Rows];
        model.Margins<float>(Cells(set), set.Features.Count, margins);
        return margins;
    }
}
