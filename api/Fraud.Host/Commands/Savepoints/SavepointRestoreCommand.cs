using System.CommandLine;
using Fraud.Worker.Savepoints;

namespace Fraud.Host.Commands.Savepoints;

/// <summary><c>fraud savepoint restore</c>: the way back.</summary>
internal static class SavepointRestoreCommand
{
    public static Command Create()
    {
        var options = new SavepointOptions();
        var name = new Argument<string>("NAME") { Description = "The savepoint, as list shows it" };
        var replace = new Option<bool>("--replace") { Description = "Delete the states that are in Redis first" };
        var command = new Command(
            "restore", "Put a savepoint into an empty Redis. Running workers wait meanwhile, then bring the states up to date from the log and go on.") { name, replace };
        command.SetAction(async (parsed, stop) =>
        {
            var savepoint = options.Folder(parsed).Open(parsed.GetRequiredValue(name));
            var restoration = new SavepointRestoration(options.Target(parsed), TimeProvider.System);
            await SavepointProgressView.ShowAsync("restore", async progress =>
            {
                await restoration.RestoreAsync(savepoint, parsed.GetValue(replace), progress, stop);
                return true;
            });
            Console.Out.WriteLine($"{savepoint.Manifest.Name} is restored: {savepoint.Manifest.States():N0} states. Workers bring them up to date from the log.");
            return 0;
        });
        return options.AddTo(command).WithExamples("fraud savepoint restore before-2.0", "fraud savepoint restore before-2.0 --replace");
    }
}
