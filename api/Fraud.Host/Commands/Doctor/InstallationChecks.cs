using System.Runtime.InteropServices;
using Fraud.Host.Composition;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Commands.Doctor;

/// <summary>Looks for the programs and libraries that the local runtime and the tests use.</summary>
internal static class InstallationChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) =>
    [
        new(".NET", Condition.Good, RuntimeInformation.FrameworkDescription),
        await ProgramAsync("redis-server", "redis-server", "a local Redis", stop),
        await PostgresAsync(stop),
        Librdkafka(),
        Library("libxgboost", ["libxgboost.so.0", "libxgboost.so"], "libxgboost0", "training with XGBoost"),
        await ProgramAsync("kcat", "kcat", "tests of the log with an independent client", stop),
        await ProgramAsync("chromium", "chromium", "browser tests", stop),
        await ProgramAsync("node", "nodejs", "building the dashboard", stop),
        Dashboard.FindFolder() is { } built
            ? new Finding("dashboard", Condition.Good, built)
            : new Finding("dashboard", Condition.Missing, "Not built: run ./fraud up with Node.js 20 or newer installed."),
    ];

    private static async Task<Finding> ProgramAsync(string program, string package, string purpose, CancellationToken stop)
    {
        if (SystemProgram.Find(program) is not { } file)
            return new Finding(program, Condition.Missing, $"Needed for {purpose}: run apt-get install {package}.");
        return new Finding(program, Condition.Good, await VersionAsync(file, stop));
    }

    private static async Task<Finding> PostgresAsync(CancellationToken stop)
    {
        try
        {
            return new Finding("postgres", Condition.Good, await VersionAsync(PostgresInstallation.Find(null).Postgres, stop));
        }
        catch (OperatingFaultException e)
        {
            return new Finding("postgres", Condition.Missing, e.Message);
        }
    }

    private static Finding Librdkafka()
    {
        try
        {
            return new Finding("librdkafka", Condition.Good, NativeKafka.Initialize());
        }
        catch (DllNotFoundException e)
        {
            return new Finding("librdkafka", Condition.Bad, e.Message);
        }
    }

    private static Finding Library(string name, string[] files, string package, string purpose)
    {
        foreach (var file in files)
        {
            if (!NativeLibrary.TryLoad(file, out var handle))
                continue;
            NativeLibrary.Free(handle);
            return new Finding(name, Condition.Good, file);
        }
        return new Finding(name, Condition.Missing, $"Needed for {purpose}: run apt-get install {package}.");
    }

    private static async Task<string> VersionAsync(string program, CancellationToken stop)
    {
        var (_, output) = await SystemProgram.RunAsync([program, program.EndsWith("kcat", StringComparison.Ordinal) ? "-V" : "--version"], stop);
        return output.Split('\n').FirstOrDefault(line => line.Contains('.') && line.Any(char.IsDigit))?.Trim() ?? program;
    }
}
