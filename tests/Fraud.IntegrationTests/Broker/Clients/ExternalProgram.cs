using System.Diagnostics;
using Xunit.Sdk;

namespace Fraud.IntegrationTests.Broker.Clients;

/// <summary>Runs a client program to its end.</summary>
internal static class ExternalProgram
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(120);

    /// <summary>Standard output of a program that must succeed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "", string? folder = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(EndTime);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new XunitException($"{program} did not end within {EndTime.TotalSeconds} s: {await output}{await errors}");
        }
        return process.ExitCode == 0 ? await output : throw new XunitException($"{program} ended with {process.ExitCode}: {await output}{await errors}");
    }

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
