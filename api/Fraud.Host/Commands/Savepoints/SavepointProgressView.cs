using Fraud.Host.Commands.Replay;
using Fraud.Worker.Savepoints;
using Spectre.Console;

namespace Fraud.Host.Commands.Savepoints;

/// <summary>Shows on the terminal how far a savepoint is made or restored.</summary>
internal static class SavepointProgressView
{
    public static Task<T> ShowAsync<T>(string title, Func<IProgress<SavepointProgress>, Task<T>> work) => ProgressBars
        .WithColumns(new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(title, maxValue: 1);
            bar.IsIndeterminate = true;
            var done = await work(new Shown<SavepointProgress>(progress =>
            {
                bar.Description = $"{progress.Phase}: {progress.States:N0}";
                if (progress.Total is not (> 0 and var total)) return;
                bar.IsIndeterminate = false;
                bar.Value = (double)progress.States / total;
            }));
            bar.IsIndeterminate = false;
            bar.Value = 1;
            return done;
        });
}
