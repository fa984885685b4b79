using Spectre.Console;

namespace Fraud.Host.Commands;

/// <summary>Progress of long work, told on standard error: standard output is the command's result, which may be piped on.</summary>
internal static class ProgressBars
{
    /// <summary>Bars on a terminal, else a line now and then.</summary>
    /// <param name="more">Columns behind the description and the bar.</param>
    public static Progress WithColumns(params ProgressColumn[] more) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .Columns([new TaskDescriptionColumn(), new ProgressBarColumn(), .. more]);
}
