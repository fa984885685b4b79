using System.CommandLine;
using Fraud.Host.Demo;
using Fraud.Host.Runtime;
using Fraud.Replay;
using Spectre.Console;

namespace Fraud.Host.Commands;

/// <summary><c>fraud demo</c>: everything up, a model trained on simulated history, live simulated payments, and an account of them.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var instance = new InstanceOptions();
        var seconds = new Option<double?>("--seconds") { Description = "How long to post payments (default: until Ctrl-C)", HelpName = "N" };
        var rate = new Option<double>("--rate") { Description = "Payments a second", HelpName = "R", DefaultValueFactory = _ => 100 };
        var headless = new Option<bool>("--headless") { Description = "Open no browser and draw no live table" };
        var json = new Option<string?>("--json") { Description = "Write the summary to a file", HelpName = "FILE" };
        var seed = new Option<long>("--seed") { Description = "Seed of a new data folder's world", HelpName = "S", DefaultValueFactory = _ => 1 };
        var accounts = new Option<int>("--accounts") { Description = "Account holders of a new data folder's world", HelpName = "N", DefaultValueFactory = _ => 2000 };
        var days = new Option<int>("--history-days") { Description = "Days of history of a new data folder", HelpName = "N", DefaultValueFactory = _ => 45 };
        var command = new Command("demo", "Run everything on simulated payments with fraud in them, and account for every payment at the end.")
        {
            seconds, rate, headless, json, seed, accounts, days,
        };
        command.SetAction((parsed, stop) => RunAsync(
            Checked(new DemoOptions
            {
                Platform = instance.Read(parsed),
                Duration = parsed.GetValue(seconds) is { } given ? TimeSpan.FromSeconds(given) : null,
                Rate = parsed.GetValue(rate),
                Headless = parsed.GetValue(headless),
                Json = parsed.GetValue(json),
                Seed = parsed.GetValue(seed),
                Accounts = parsed.GetValue(accounts),
                HistoryDays = parsed.GetValue(days),
            }),
            stop));
        return instance.AddTo(command).WithExamples(
            "fraud demo", "fraud demo --seconds 60 --rate 500 --headless --json out.json", "fraud demo --data /tmp/demo --accounts 10000 --seed 7");
    }

    private static async Task<int> RunAsync(DemoOptions options, CancellationToken stop)
    {
        var report = await new DemoRun(options, new DemoConsole(AnsiConsole.Console, TimeProvider.System), TimeProvider.System).RunAsync(stop);
        DemoSummary.Print(AnsiConsole.Console, report);
        if (options.Json is { } file) ReportJson.Write(file, report);
        return report.Faults.Count == 0
            ? 0
            : throw new OperatingFaultException($"The accounts do not add up: {string.Join("; ", report.Faults)}.");
    }

    private static DemoOptions Checked(DemoOptions options) =>
        options.Duration is { Ticks: <= 0 } ? throw new OperatingFaultException("--seconds is more than 0.")
        : options.Rate is < 0.1 or > 20_000 ? throw new OperatingFaultException("--rate is 0.1 to 20000 payments a second.")
        : options.Accounts is < 50 or > 1_000_000 ? throw new OperatingFaultException("--accounts is 50 to 1000000.")
        : options.HistoryDays is < 10 or > 365 ? throw new OperatingFaultException("--history-days is 10 to 365.")
        : options;
}
