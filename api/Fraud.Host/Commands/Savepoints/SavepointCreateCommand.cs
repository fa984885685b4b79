using System.CommandLine;
using Fraud.Worker.Savepoints;

namespace Fraud.Host.Commands.Savepoints;

/// <summary><c>fraud savepoint create</c>: takes one while the stage runs.</summary>
internal static class SavepointCreateCommand
{
    public static Command Create()
    {
        var options = new SavepointOptions();
        var name = new Option<string?>("--name") { Description = "Its name (default: the time)", HelpName = "NAME" };
        var command = new Command("create", "Copy all states while the stage runs.") { name };
        command.SetAction(async (parsed, stop) =>
        {
            var creation = new SavepointCreation(options.Target(parsed), options.Folder(parsed), TimeProvider.System);
            var savepoint = await SavepointProgressView.ShowAsync("savepoint", progress => creation.CreateAsync(parsed.GetValue(name), progress, stop));
            Console.Out.WriteLine($"{savepoint.Manifest.Name}: {savepoint.Manifest.States():N0} states, {savepoint.Manifest.Bytes():N0} bytes in {savepoint.Folder}");
            return 0;
        });
        return options.AddTo(command).WithExamples("fraud savepoint create", "fraud savepoint create --name before-2.0 --dir /backup/fraud");
    }
}
