using Fraud.Host.Runtime;

namespace Fraud.Host.Commands.Doctor;

/// <summary>Looks at the data folder.</summary>
internal static class FolderChecks
{
    private const long FreeBytesMin = 2L << 30;

    public static IReadOnlyList<Finding> Run(FraudOptions options) => [Folder(options), Space(options)];

    private static Finding Folder(FraudOptions options)
    {
        if (!Directory.Exists(options.DataFolder))
            return new Finding("data", Condition.Good, $"{options.DataFolder} does not exist yet; ./fraud up makes it.");
        return new RuntimeFile(options.DataFolder).Read().Instance switch
        {
            { IsRunning: true } running => new Finding("data", Condition.Good, $"Process {running.ProcessId} runs on {options.DataFolder} at {running.Http}."),
            { } ended => new Finding(
                "data", Condition.Good, $"Process {ended.ProcessId} ended on {options.DataFolder} without stopping its servers; ./fraud up takes over from there."),
            null => new Finding("data", Condition.Good, $"{options.DataFolder}, stopped."),
        };
    }

    private static Finding Space(FraudOptions options)
    {
        var existing = options.DataFolder;
        while (!Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing)!;
        var free = new DriveInfo(existing).AvailableFreeSpace;
        return free >= FreeBytesMin
            ? new Finding("disk", Condition.Good, $"{free / (1 << 30)} GB free")
            : new Finding("disk", Condition.Bad, $"{free / (1 << 20)} MB free beside {existing}: make room, the log keeps everything until told otherwise.");
    }
}
