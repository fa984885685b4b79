using System.CommandLine;
using System.Globalization;
using Fraud.Host.Chaos;
using Fraud.Host.Composition;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.Replay;
using Spectre.Console;

namespace Fraud.Host.Commands;

/// <summary><c>fraud chaos</c>: kills parts of a running platform and proves that nothing was lost, repeated or decided otherwise.</summary>
internal static class ChaosCommand
{
    public static Command Create()
    {
        var seed = new Option<long>("--seed") { Description = "Seed of payments and faults", HelpName = "S", DefaultValueFactory = _ => 1 };
        var payments = new Option<int>("--payments") { Description = "Records to publish", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var kills = new Option<int>("--kills") { Description = "Faults to plant", HelpName = "K", DefaultValueFactory = _ => 20 };
        var workers = new Option<int>("--workers") { Description = "Worker processes", HelpName = "W", DefaultValueFactory = _ => 2 };
        var data = new Option<string?>("--data") { Description = "Folder of all data, which must not exist (default: a temporary one); it is kept when the proof fails", HelpName = "DIR" };
        var kafka = new Option<string?>("--kafka") { Description = "A Kafka without this product's records instead of the embedded log; no faults are planted into it", HelpName = "HOST:PORT" };
        var kafkaHome = new Option<string?>("--kafka-home") { Description = "Start the Apache Kafka in this folder (with libs) as the log instead of the embedded one; faults are planted into it", HelpName = "DIR" };
        var kafkaConfig = InstanceOptions.KafkaConfigOption();
        var away = new Option<string>("--redis-away") { Description = "What workers do while Redis is away: wait, or degrade, after 0.2 s", HelpName = "HOW", DefaultValueFactory = _ => "wait" };
        away.AcceptOnlyFromAmong("wait", "degrade");
        var plant = new Option<string?>("--plant") { Description = "A fault of the product itself that the proof must find: duplicate, loss, dirty-state", HelpName = "FAULT" };
        plant.AcceptOnlyFromAmong("duplicate", "loss", "dirty-state");
        var json = new Option<string?>("--json") { Description = "Write the report to a file", HelpName = "FILE" };
        var command = new Command("chaos", "Run the platform while killing its parts, then prove its invariants from the topics, Redis and Postgres.")
        {
            seed, payments, kills, workers, data, kafka, kafkaHome, kafkaConfig, away, plant, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            Checked(new ChaosOptions
            {
                Seed = parsed.GetValue(seed),
                Payments = parsed.GetValue(payments),
                Kills = parsed.GetValue(kills),
                Workers = parsed.GetValue(workers),
                Folder = Path.GetFullPath(parsed.GetValue(data) ?? Path.Combine(Path.GetTempPath(), $"fraud-chaos-{Environment.ProcessId}")),
                Kafka = Kafka(parsed.GetValue(kafka), parsed.GetValue(kafkaConfig)),
                KafkaHome = parsed.GetValue(kafkaHome) is { } home ? Path.GetFullPath(home) : null,
                Degrades = parsed.GetValue(away) == "degrade",
                Plant = parsed.GetValue(plant) is { } name ? Enum.Parse<ChaosPlant>(name.Replace("-", ""), ignoreCase: true) : null,
            }),
            parsed.GetValue(json),
            stop));
        return command.WithExamples("fraud chaos", "fraud chaos --seed 7 --payments 1000000 --kills 60 --workers 3 --json chaos.json");
    }

    /// <summary>Secures connections as the file says, which is for a Kafka that is there already.</summary>
    private static string? Kafka(string? kafka, string? config)
    {
        if (config is null)
            return kafka;
        KafkaConnection.Use(Path.GetFullPath(config));
        return kafka ?? throw new OperatingFaultException("--kafka-config needs --kafka: the embedded log takes no password from this machine.");
    }

    private static async Task<int> RunAsync(ChaosOptions options, string? json, CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(Logs.Configure);
        var report = await ReportAsync(options, loggers, stop);
        Print(report);
        if (json is not null)
            ReportJson.Write(json, report);
        if (!report.IsProven)
            throw new OperatingFaultException($"Seed {options.Seed}: {report.FirstDifference}. All data is in {options.Folder}.");
        Directory.Delete(options.Folder, recursive: true);
        return 0;
    }

    private static async Task<ChaosReport> ReportAsync(ChaosOptions options, ILoggerFactory loggers, CancellationToken stop)
    {
        try
        {
            return await new ChaosRun(options, loggers, TimeProvider.System, line => AnsiConsole.WriteLine(line)).RunAsync(stop);
        }
        catch (OperatingFaultException fault)
        {
            throw new OperatingFaultException($"Seed {options.Seed}: {fault.Message} All data is in {options.Folder}.", fault);
        }
    }

    private static void Print(ChaosReport report)
    {
        var table = new Table().AddColumn("").AddColumn(new TableColumn($"seed {report.Seed}").RightAligned());
        void Row(string name, long value) => table.AddRow(name, value.ToString("N0", CultureInfo.InvariantCulture));
        Row("records published", report.Records);
        Row("unreadable", report.Malformed);
        Row("payments", report.Payments);
        Row("decisions", report.Decisions);
        Row("degraded", report.Degraded);
        Row("missing", report.Missing);
        Row("duplicated", report.Duplicated);
        Row("features that differ", report.FeatureMismatches);
        Row("states in Redis", report.States);
        Row("states that differ", report.StateMismatches);
        Row("alerts that differ", report.AlertsMismatch);
        Row("dead letters that differ", report.DeadLettersMismatch);
        Row("rows in Postgres that differ", report.ProjectionMismatch);
        Row("open transactions", report.OpenTransactions);
        foreach (var (fault, times) in report.Faults)
            Row($"  {fault}{(report.Met.TryGetValue(fault, out var met) ? $" (met {met})" : "")}", times);
        AnsiConsole.Write(table);
    }

    private static ChaosOptions Checked(ChaosOptions options) =>
        options.Payments is < 100 or > 10_000_000 ? throw new OperatingFaultException("--payments is 100 to 10000000.")
        : options.Kills is < 0 or > 10_000 ? throw new OperatingFaultException("--kills is 0 to 10000.")
        : options.Workers is < 1 or > 8 ? throw new OperatingFaultException("--workers is 1 to 8.")
        : options is { Kafka: not null, KafkaHome: not null } ? throw new OperatingFaultException("--kafka names a running Kafka and --kafka-home starts one: give one of them.")
        : Directory.Exists(options.Folder) ? throw new OperatingFaultException($"{options.Folder} exists: name a folder that does not with --data.")
        : options;
}
