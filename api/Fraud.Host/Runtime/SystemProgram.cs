using System.Diagnostics;

namespace Fraud.Host.Runtime;

/// <summary>Programs of the system's packages.</summary>
internal static class SystemProgram
{
    /// <summary>The file of a program on PATH, or null.</summary>
    public static string? Find(string program) => Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The folders of PATH that exist.</summary>
    public static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Directory.Exists);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and all it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken stop)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="OperatingFaultException">It ended with another code than 0; the message holds what it printed.</exception>
    public static async Task RunOrFailAsync(IReadOnlyList<string> command, CancellationToken stop)
    {
        var (code, output) = await RunAsync(command, stop);
        if (code != 0)
            throw new OperatingFaultException($"{Path.GetFileName(command[0])} failed with {code}: {output}");
    }
}
