using System.CommandLine;
using Spectre.Console;

namespace Fraud.Host.Commands.Doctor;

/// <summary><c>fraud doctor</c>: what is installed, reachable, configured wrongly, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var instance = new InstanceOptions();
        var command = new Command("doctor", "Check what is installed and reachable, and say how to mend what is not.");
        command.SetAction(async (parsed, stop) =>
        {
            var options = instance.Read(parsed);
            List<Finding> findings =
            [
                .. await InstallationChecks.RunAsync(stop),
                .. FolderChecks.Run(options),
                .. await AddressChecks.RunAsync(options, stop),
            ];
            Print(findings);
            return findings.Exists(finding => finding.Condition == Condition.Bad) ? 1 : 0;
        });
        return instance.AddTo(command).WithExamples("fraud doctor", "fraud doctor --kafka broker:9092 --redis redis:6379");
    }

    private static void Print(List<Finding> findings)
    {
        var grid = new Grid().AddColumn().AddColumn().AddColumn();
        foreach (var finding in findings)
            grid.AddRow(Mark(finding.Condition), finding.Subject.EscapeMarkup(), finding.Detail.EscapeMarkup());
        AnsiConsole.Write(grid);
    }

    private static string Mark(Condition condition) => condition switch
    {
        Condition.Good => "[green]ok[/]",
        Condition.Missing => "[yellow]absent[/]",
        _ => "[red]wrong[/]",
    };
}
