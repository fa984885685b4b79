namespace Fraud.Api.Overview;

/// <summary>The stretch of time an overview's series covers: whole steps, the last one complete.</summary>
/// <param name="From">Start of the first step, UTC.</param>
/// <param name="Step">Length of a step.</param>
internal readonly record struct OverviewWindow(DateTime From, TimeSpan Step)
{
    /// <summary>Steps in every window.</summary>
    public const int Steps = 300;

    // Decisions of the newest second may still be on their way here.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public DateTime To => From + Step * Steps;

    public static bool IsValid(int minutes) => minutes is 5 or 15 or 60;

    /// <summary>The newest complete window of so many minutes at a time.</summary>
    public static OverviewWindow At(DateTime now, int minutes)
    {
        var step = TimeSpan.FromMinutes(minutes) / Steps;
        var end = new DateTime((now - Settling).Ticks / step.Ticks * step.Ticks, DateTimeKind.Utc);
        return new OverviewWindow(end - step * Steps, step);
    }

    /// <summary>Which step a time belongs to; negative or ≥ <see cref="Steps"/> when outside.</summary>
    public int IndexOf(DateTime time) => (int)Math.Floor((time - From) / Step);
}
