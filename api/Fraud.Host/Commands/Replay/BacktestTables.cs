using System.Globalization;
using Fraud.Contracts;
using Fraud.Replay.Backtesting;
using Spectre.Console;

namespace Fraud.Host.Commands.Replay;

/// <summary>Prints what a backtest found.</summary>
internal static class BacktestTables
{
    public static void Print(BacktestReport report, IAnsiConsole console)
    {
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{report.Payments:N0} payments in {report.Seconds:F1} s: [bold]{report.PaymentsPerSecond:N0} payments/s[/]");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{report.Decided:N0} decided from {report.From:u} to {report.To:u}, {report.Labelled:N0} with a label, {report.Frauds:N0} fraudulent");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{report.Duplicates:N0} duplicates, {report.Late:N0} late, {report.Refused:N0} lines refused");
        console.Write(Summary(report));
        console.Write(Rules(report));
        if (report.Flips is not { } flips)
            return;
        console.Write(Flips(flips));
        if (flips.Examples.Count > 0)
            console.Write(Examples(flips));
    }

    private static Table Summary(BacktestReport report)
    {
        PolicyReport[] policies = report.Baseline is { } baseline ? [report.Candidate, baseline] : [report.Candidate];
        var table = new Table().AddColumn("");
        foreach (var policy in policies)
            table.AddColumn(new TableColumn(Text($"{policy.Name} v{policy.Version}").EscapeMarkup()).RightAligned());
        Row("digest", p => p.Digest);
        Row("model", p => p.ModelId ?? "none");
        foreach (var outcome in Enum.GetValues<Outcome>())
            Row(outcome.ToString().ToLowerInvariant(), p => Text($"{p.Outcomes[outcome]:N0}"));
        Row("alerts", p => Text($"{p.Alerts:N0}"));
        Row("alerts a day, mean / worst", p => Text($"{p.AlertsPerDay:F1} / {p.AlertsPerDayMax:N0}"));
        Row("precision", p => Share(p.Precision));
        Row("recall", p => Share(p.Recall));
        Row("F1", p => Share(p.F1));
        Row("AUC", p => Share(p.Auc));
        Row("average precision", p => Share(p.AveragePrecision));
        Row("card precision@100", p => Share(p.CardPrecision100));
        foreach (var currency in policies[0].Money.Keys)
        {
            Row($"{currency} fraud caught / all", p => Text($"{Major(p.Money[currency].FraudCaughtMinor, currency):N0} / {Major(p.Money[currency].FraudMinor, currency):N0}"));
            Row($"{currency} good blocked", p => Text($"{Major(p.Money[currency].GoodBlockedMinor, currency):N0}"));
            Row($"{currency} good reviewed", p => Text($"{Major(p.Money[currency].GoodReviewedMinor, currency):N0}"));
        }
        return table;

        void Row(string name, Func<PolicyReport, string> cell) => table.AddRow([name.EscapeMarkup(), .. policies.Select(p => cell(p).EscapeMarkup())]);
    }

    private static Table Rules(BacktestReport report)
    {
        var before = report.Baseline?.Rules.ToDictionary(r => r.Id);
        var table = new Table().Title("Rules, those that hit most first").AddColumn(new TableColumn("rule").NoWrap());
        string[] columns = ["hits", .. before is null ? [] : new[] { "before" }, "rate", "precision", "unique", "no history", "failed"];
        foreach (var name in columns)
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var rule in report.Candidate.Rules.OrderByDescending(r => r.Hits))
        {
            string[] was = before is null ? [] : [before.TryGetValue(rule.Id, out var old) ? Text($"{old.Hits:N0}") : "new"];
            table.AddRow([
                rule.Id.EscapeMarkup(), Text($"{rule.Hits:N0}"), .. was, Text($"{rule.HitRate:P2}"), Share(rule.Precision),
                Text($"{rule.UniqueCatch:N0}"), Text($"{rule.NotEnoughHistory:N0}"), Text($"{rule.Failed:N0}")]);
        }
        return table;
    }

    private static Table Flips(FlipReport flips)
    {
        var table = new Table().Title(Text($"{flips.Payments:N0} payments flip")).AddColumn("baseline \\ candidate");
        var outcomes = Enum.GetValues<Outcome>();
        foreach (var outcome in outcomes)
            table.AddColumn(new TableColumn(outcome.ToString().ToLowerInvariant()).RightAligned());
        foreach (var from in outcomes)
            table.AddRow([from.ToString().ToLowerInvariant(), .. outcomes.Select(to => Cell(from, to))]);
        return table;

        string Cell(Outcome from, Outcome to) =>
            flips.Cells.FirstOrDefault(c => c.Baseline == from && c.Candidate == to) is { } cell ? Text($"{cell.Payments:N0} ({cell.Frauds:N0} fraud)") : "-";
    }

    private static Table Examples(FlipReport flips)
    {
        var table = new Table().Title("Examples").AddColumns("payment", "line", "amount", "fraud", "baseline", "candidate");
        foreach (var e in flips.Examples)
        {
            table.AddRow(
                e.PaymentId.EscapeMarkup(), Text($"{e.Line}"), Text($"{Major(e.AmountMinor, e.Currency):N2} {e.Currency}"), e.Fraud ? "yes" : "no",
                Side(e.Baseline, e.BaselineScore, e.BaselineReasons), Side(e.Candidate, e.CandidateScore, e.CandidateReasons));
        }
        return table;
    }

    private static string Side(Outcome outcome, int score, IReadOnlyList<string> reasons) =>
        Text($"{outcome.ToString().ToLowerInvariant()} {score} {string.Join(" ", reasons)}").EscapeMarkup();

    private static double Major(long minor, string currency) => CurrencyExponent.ToMajor(minor, currency);

    private static string Share(double? share) => share is { } value ? Text($"{value:F4}") : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
