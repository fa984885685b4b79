using System.CommandLine;
using System.Globalization;
using Fraud.Worker.Savepoints;
using Spectre.Console;

namespace Fraud.Host.Commands.Savepoints;

/// <summary><c>fraud savepoint list</c>: what there is, and whether the log still reaches back to it.</summary>
internal static class SavepointListCommand
{
    public static Command Create()
    {
        var options = new SavepointOptions();
        var command = new Command("list", "List savepoints, the newest first, with their positions (reach-committed per partition) and whether they can be restored.");
        command.SetAction(parsed =>
        {
            var target = options.Target(parsed);
            using var positions = new GroupPositions(target.Kafka, target.GroupId, target.KafkaTimeout);
            var found = options.Folder(parsed).List(damaged => Console.Error.WriteLine(damaged.Message));
            var table = new Table().Border(TableBorder.Simple).AddColumns("name", "taken at (UTC)", "states", "bytes", "positions", "restorable");
            foreach (var manifest in found.Select(savepoint => savepoint.Manifest))
            {
                var obstacle = SavepointFit.Obstacle(manifest, positions, target.GroupId);
                table.AddRow(
                    manifest.Name.EscapeMarkup(),
                    manifest.Created.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    $"{manifest.States():N0}",
                    $"{manifest.Bytes():N0}",
                    string.Join(' ', manifest.Partitions.Select(partition => $"{partition.Partition}:{partition.Reach}-{partition.Committed}")),
                    obstacle is null ? "yes" : $"no: {obstacle}".EscapeMarkup());
            }

            AnsiConsole.Write(table);
            Console.Out.WriteLine($"{found.Count:N0} savepoints in {options.FolderPath(parsed)}");
            return 0;
        });
        return options.AddTo(command).WithExamples("fraud savepoint list", "fraud savepoint list --dir /backup/fraud");
    }
}
