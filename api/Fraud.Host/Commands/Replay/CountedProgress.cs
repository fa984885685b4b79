using Spectre.Console;

namespace Fraud.Host.Commands.Replay;

/// <summary>Shows on the terminal how many records of a known number are done.</summary>
internal static class CountedProgress
{
    /// <summary>Does work under a bar.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="total">Records there are.</param>
    /// <param name="work">Tells how many records are done.</param>
    public static T Show<T>(string title, long total, Func<Action<long>, T> work) => ProgressBars
        .WithColumns(new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bar = context.AddTask(title, maxValue: Math.Max(1, total));
            var done = work(records => bar.Value = records);
            bar.Value = bar.MaxValue;
            return done;
        });
}
