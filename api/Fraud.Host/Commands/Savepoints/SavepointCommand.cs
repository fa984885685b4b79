using System.CommandLine;

namespace Fraud.Host.Commands.Savepoints;

/// <summary><c>fraud savepoint</c>: copies of all states with the positions they belong to.</summary>
internal static class SavepointCommand
{
    public static Command Create() => new Command("savepoint", "Copies of all states with each partition's position, and the way back to one.")
    {
        SavepointCreateCommand.Create(),
        SavepointListCommand.Create(),
        SavepointRestoreCommand.Create(),
        SavepointRedecideCommand.Create(),
    }.WithExamples("fraud savepoint create --name before-2.0", "fraud savepoint list", "fraud savepoint restore before-2.0 --replace", "fraud savepoint redecide before-2.0");
}
