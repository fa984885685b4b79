using System.Globalization;
using Fraud.Simulator;
using Spectre.Console;

namespace Fraud.Host.Demo.Live;

/// <summary>Shows the counts of a run while it runs: a table on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class LiveView(IAnsiConsole console, Scoreboard board, bool headless, TimeProvider time)
{
    private static readonly TimeSpan TableInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Shows until <paramref name="work"/> ends.</summary>
    public async Task ShowAsync(Task work)
    {
        if (headless || !console.Profile.Capabilities.Interactive)
        {
            while (await ContinuesAsync(work, LineInterval)) console.Profile.Out.Writer.WriteLine(Line());
            console.Profile.Out.Writer.WriteLine(Line());
        }
        else
        {
            await console.Live(Table()).StartAsync(async live =>
            {
                while (await ContinuesAsync(work, TableInterval)) live.UpdateTarget(Table());
                live.UpdateTarget(Table());
            });
        }

        await work;
    }

    private async Task<bool> ContinuesAsync(Task work, TimeSpan interval) =>
        await Task.WhenAny(work, Task.Delay(interval, time)) != work;

    private string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"  {board.Posted:N0} posted, {board.Decided:N0} decided, p50 {Ms(50)}, p99 {Ms(99)}, {AlertCount():N0} alerts pushed, "
        + $"precision {Share(board.Quality.Precision)}, recall {Share(board.Quality.Recall)}");

    private Table Table()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("posted", Number(board.Posted));
        table.AddRow("decided", Number(board.Decided));
        table.AddRow("median to decision", Ms(50));
        table.AddRow("99th percentile", Ms(99));
        table.AddRow("alerts pushed", Number(AlertCount()));
        foreach (var kind in FraudKinds.All)
        {
            var (decided, flagged) = board.Quality.Of(kind);
            table.AddRow($"  {kind.Name().Replace('_', ' ')}", $"{Number(board.Alerts(kind))} [grey]of {Number(decided)}, {Number(flagged)} flagged[/]");
        }

        table.AddRow("  false alarms", Number(board.Alerts(FraudKind.None)));
        table.AddRow("precision", Share(board.Quality.Precision));
        table.AddRow("recall", Share(board.Quality.Recall));
        return table;
    }

    private int AlertCount() => board.Alerts(FraudKind.None) + FraudKinds.All.Sum(board.Alerts);

    private string Ms(double percentile) =>
        board.LatencyMs(percentile) is { } ms ? ms.ToString("0.0 'ms'", CultureInfo.InvariantCulture) : "-";

    private static string Share(double? share) => share is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
