using System.CommandLine;
using System.CommandLine.Help;
using Fraud.Host.Commands.Doctor;
using Fraud.Host.Commands.Ingest;
using Fraud.Host.Commands.Log;
using Fraud.Host.Commands.Replay;
using Fraud.Host.Commands.Rules;
using Fraud.Host.Commands.Savepoints;

namespace Fraud.Host.Commands;

/// <summary>The <c>fraud</c> command line. A command is a class with a static <c>Create</c>, listed here.</summary>
public static class CommandLine
{
    private const int Failed = 1;
    private const int Interrupted = 130;
    private const int Bug = 70;

    /// <summary>How long a command may take to stop after Ctrl-C before the process is ended.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromMinutes(3);

    /// <summary>All commands, in the order in which help lists them.</summary>
    private static readonly Func<Command>[] Commands =
    [
        DemoCommand.Create,
        UpCommand.Create,
        ChaosCommand.Create,
        LogCommand.Create,
        CdcCommand.Create,
        ImportCommand.Create,
        PublishCommand.Create,
        DeadLettersCommand.Create,
        KeysCommand.Create,
        TrainCommand.Create,
        BacktestCommand.Create,
        VerifyCommand.Create,
        SavepointCommand.Create,
        RulesCommand.Create,
        FeaturesCommand.Create,
        DoctorCommand.Create,
        TestSummaryCommand.Create,
    ];

    /// <summary>Runs a command.</summary>
    /// <returns>0 when it did what was asked; otherwise the fault was told on standard error in one sentence.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = CreateRoot();
        try
        {
            return await root.Parse(arguments).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTime });
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception e) when (Faults.Describe(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"fraud: {sentence}");
            return Failed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"fraud: this is a bug in the program; please report it with what follows.{Environment.NewLine}{e}");
            return Bug;
        }
    }

    /// <summary>The root command with everything under it.</summary>
    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("Open real-time fraud detection: payments in, one explained decision each out.");
        foreach (var create in Commands)
            root.Add(create());
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root.WithExamples("fraud up", "fraud up --kafka 127.0.0.1:9092 --roles worker", "fraud log tail decisions.v1");
    }
}
