using System.Globalization;
using Spectre.Console;

namespace Fraud.Host.Demo;

/// <summary>Prints what a demo came to.</summary>
internal static class DemoSummary
{
    public static void Print(IAnsiConsole console, DemoReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("").RightAligned());
        Row(table, "payments posted", report.PaymentsPosted);
        Row(table, "decided", report.PaymentsDecided);
        Row(table, "missing", report.Missing);
        Row(table, "decided twice", report.Duplicates);
        Row(table, "posted twice on purpose", report.DuplicatesPosted);
        Row(table, "malformed, refused", report.MalformedPosted);
        Row(table, "dead letters", report.DeadLetters);
        Row(table, "alerts", report.Alerts);
        Row(table, "alerts in Postgres", report.AlertsInPostgres);
        Row(table, "alerts pushed", report.AlertsPushed);
        Row(table, "row changes by CDC", report.CdcChanges);
        table.AddRow("precision", Share(report.Precision));
        table.AddRow("recall", Share(report.Recall));
        foreach (var (kind, counts) in report.Kinds)
        {
            var ofThem = string.Create(CultureInfo.InvariantCulture, $"{counts.Flagged:N0} of {counts.Payments:N0}");
            table.AddRow(kind == "genuine" ? "  false alarms" : $"  {kind.Replace('_', ' ')}", ofThem);
        }

        table.AddRow("median to decision", Ms(report.DecideP50Ms));
        table.AddRow("99th percentile", Ms(report.DecideP99Ms));
        table.AddRow("model", string.Create(CultureInfo.InvariantCulture, $"{report.Engine}, AUC {report.ModelAuc:0.000}"));
        console.Write(table);
    }

    private static void Row(Table table, string name, long count) => table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture));

    private static string Share(double? share) => share is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Ms(double? ms) => ms is { } value ? value.ToString("0.0 'ms'", CultureInfo.InvariantCulture) : "-";
}
