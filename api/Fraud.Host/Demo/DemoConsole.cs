using System.Globalization;
using Spectre.Console;

namespace Fraud.Host.Demo;

/// <summary>Says what the demo does, step by step; on a terminal with bars, elsewhere in plain lines.</summary>
/// <param name="console">Where to.</param>
/// <param name="time">Measures the steps.</param>
internal sealed class DemoConsole(IAnsiConsole console, TimeProvider time)
{
    /// <summary>Runs one step and says how long it took.</summary>
    /// <param name="what">The step, as "doing this".</param>
    /// <param name="work">The work; it reports its share done, 0 to 1, and returns what came of it.</param>
    public async Task StepAsync(string what, Func<IProgress<double>, Task<string>> work)
    {
        var begun = time.GetTimestamp();
        var result = "";
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Progress().AutoClear(true).StartAsync(async bars =>
            {
                var bar = bars.AddTask(what.EscapeMarkup(), maxValue: 1);
                result = await work(new Progress<double>(share => bar.Value = share));
            });
        }
        else
        {
            SayWhole($"{what} …");
            result = await work(new Progress<double>());
        }

        var seconds = time.GetElapsedTime(begun).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        if (console.Profile.Capabilities.Interactive) console.MarkupLineInterpolated($"[green]✓[/] {what}: {result} [grey]({seconds} s)[/]");
        else SayWhole($"✓ {what}: {result} ({seconds} s)");
    }

    /// <summary>Says a line as it is, never broken, so that an address in it can be taken whole.</summary>
    public void SayWhole(string line)
    {
        console.Profile.Out.Writer.WriteLine(line);
        console.Profile.Out.Writer.Flush();
    }

    /// <summary>The console itself.</summary>
    public IAnsiConsole Inner => console;
}
