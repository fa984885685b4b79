using System.Globalization;
using Fraud.Replay.Training;
using Spectre.Console;

namespace Fraud.Host.Commands.Replay;

/// <summary>Prints what a training did.</summary>
internal static class TrainingTables
{
    public static void Print(TrainingReport report, IAnsiConsole console)
    {
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{report.Engine}: {report.TrainRows:N0} rows ({report.TrainFraudRows:N0} fraud), features in {report.FeatureSeconds:F1} s, trees in {report.TrainSeconds:F1} s");
        console.Write(Measures(report));
        console.Write(Thresholds(report));
        console.Write(Gains(report));
        if (report.Refused > 0)
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{report.Refused:N0} lines were no payments and were skipped.[/]");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"model {report.ModelId} in {report.Folder}, {report.Features} features");
    }

    private static Table Measures(TrainingReport report)
    {
        var table = new Table().Title("On the test range").AddColumn("").AddColumn(new TableColumn("with history").RightAligned());
        if (report.Raw is not null)
            table.AddColumn(new TableColumn("without").RightAligned());
        Row("payments", m => Text($"{m.Rows:N0}"));
        Row("fraudulent", m => Text($"{m.FraudRows:N0}"));
        Row("AUC", m => Text($"{m.Auc:F4}"));
        Row("average precision", m => Text($"{m.AveragePrecision:F4}"));
        Row($"card precision@{ModelMeasure.CardsPerDay}", m => Text($"{m.CardPrecision100:F4}"));
        Row("Brier score", m => Text($"{m.Brier:F5}"));
        Row("frauds expected / seen", m => Text($"{m.ExpectedOverSeen:F3}"));
        return table;

        void Row(string name, Func<ModelMeasure, string> cell) =>
            table.AddRow([name, cell(report.Test), .. report.Raw is { } raw ? new[] { cell(raw) } : []]);
    }

    private static Table Thresholds(TrainingReport report)
    {
        var table = new Table().Title("Flagging from a probability on");
        foreach (var name in new[] { "probability", "flagged", "precision", "recall" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var t in report.Test.Thresholds)
            table.AddRow(Text($"{t.Probability:F2}"), Text($"{t.Flagged:N0}"), Text($"{t.Precision:F3}"), Text($"{t.Recall:F3}"));
        return table;
    }

    private static Table Gains(TrainingReport report)
    {
        var table = new Table().Title("Features by gain").AddColumn("feature").AddColumn(new TableColumn("share").RightAligned());
        foreach (var gain in report.TopFeatures)
            table.AddRow(gain.Feature.EscapeMarkup(), Text($"{gain.Share:P1}"));
        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
