using System.Text.Json.Nodes;
using Fraud.Host.Demo;
using Fraud.TestKit;
using Xunit;

namespace Fraud.EndToEndTests;

public sealed class DemoSurvivesKillTests : IDisposable
{
    private const int PaymentsBeforeKill = 400;
    private static readonly TimeSpan SetupTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndTime = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new("demo");

    private string Data => _folder.File("data");

    private string Report => _folder.File("report.json");

    [Fact]
    public async Task After_a_kill_in_the_middle_a_restart_misses_nothing_and_decides_nothing_twice()
    {
        using var killed = FraudProgram.Start([.. Arguments, "--seconds", "600"]);
        await Eventually.UntilAsync(
            () => killed.HasExited ? throw new InvalidOperationException($"the demo ended: {killed.Output}") : Acknowledged() >= PaymentsBeforeKill,
            SetupTime, "payments are acknowledged");
        await killed.KillAsync();
        var before = Acknowledged();

        using var again = FraudProgram.Start([.. Arguments, "--seconds", "5", "--json", Report]);
        var code = await again.WaitForExitAsync(EndTime);

        Assert.True(code == 0, again.Output);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Report))!;
        Assert.Equal(0, Number(report, "missing"));
        Assert.Equal(0, Number(report, "duplicates"));
        Assert.Equal(0, Number(report, "alert_mismatches"));
        Assert.Equal(0, Number(report, "dead_letter_mismatches"));
        Assert.True(Number(report, "payments_posted") > before);
        Assert.True(Number(report, "payments_decided") >= Number(report, "payments_posted"));
        Assert.Equal(Number(report, "payments_decided"), Number(report, "decisions_distinct"));
        Assert.Equal(Number(report, "alerts"), Number(report, "alerts_in_postgres"));
        Assert.Equal(Number(report, "alerts"), Number(report, "alerts_pushed") + Number(report, "alerts_conflated"));
        Assert.True(Number(report, "cdc_changes") > 0);
        Assert.Contains("#key=", report["dashboard_url"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Arguments =>
        ["demo", "--data", Data, "--headless", "--rate", "200", "--accounts", "300", "--history-days", "20", "--seed", "5"];

    private int Acknowledged() => File.Exists(new DemoFolder(Data).Journal) ? AckJournal.Read(new DemoFolder(Data).Journal).Count() : 0;

    private static long Number(JsonNode report, string name) => report[name]!.GetValue<long>();
}
