using System.CommandLine;
using Fraud.Host.Composition;
using Fraud.Ingest.Cdc;

namespace Fraud.Host.Commands;

/// <summary><c>fraud cdc run</c>: the CDC connector alone, in the foreground.</summary>
internal static class CdcCommand
{
    public static Command Create() => new Command("cdc", "Change data capture from Postgres to the log.") { CreateRun() }
        .WithExamples("fraud cdc run --tables accounts,customers");

    private static Command CreateRun()
    {
        var instance = new InstanceOptions();
        var source = new Option<string?>("--source") { Description = "Npgsql connection string of the source (default: the instance's Postgres)", HelpName = "CONNECTION" };
        var tables = new Option<string>("--tables") { Description = "Tables to carry, table or schema.table, by comma", HelpName = "A,B", Required = true };
        var name = new Option<string>("--name") { Description = "Name of the slot, the publication and the position", HelpName = "NAME", DefaultValueFactory = _ => "fraud_cdc" };
        var snapshot = new Option<bool>("--snapshot") { Description = "Write all rows again first" };
        var truncates = new Option<bool>("--truncates") { Description = "Write an event when a table is truncated (default: skipped, as by Debezium)" };
        var unknown = new Option<bool>("--unknown-types") { Description = "Carry columns of types without a mapping, in base64 (default: left out, as by Debezium)" };
        var command = new Command("run", "Carry row changes of tables to cdc.<table>.v1 until Ctrl-C.") { source, tables, name, snapshot, truncates, unknown };
        command.SetAction((parsed, stop) =>
        {
            var options = new CdcOptions
            {
                Source = parsed.GetValue(source) ?? instance.Addresses(parsed).Postgres,
                Tables = parsed.GetRequiredValue(tables).Split(',', StringSplitOptions.TrimEntries),
                Kafka = instance.Kafka(parsed),
                Name = parsed.GetRequiredValue(name),
                Truncates = parsed.GetValue(truncates),
                UnknownTypes = parsed.GetValue(unknown),
            };
            return RunAsync(options, parsed.GetValue(snapshot), stop);
        });
        return instance.AddTo(command).WithExamples(
            "fraud cdc run --tables accounts,customers",
            "fraud cdc run --source 'Host=db;Username=cdc;Database=bank' --tables accounts --kafka broker:9092 --snapshot");
    }

    private static async Task<int> RunAsync(CdcOptions options, bool snapshot, CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(Logs.Configure);
        using var worker = new CdcWorker(options, TimeProvider.System, loggers.CreateLogger<CdcWorker>()) { SnapshotAgain = snapshot };
        await worker.RunAsync(stop);
        return 0;
    }
}
