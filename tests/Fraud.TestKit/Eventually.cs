using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Fraud.TestKit;

/// <summary>Waits for a condition instead of for a while.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as <paramref name="condition"/> holds; fails the test when it does not within the deadline (30 s unless given).</summary>
    public static Task UntilAsync(
        Func<bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(() => Task.FromResult(condition()), deadline, what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, TimeSpan?, string)"/>
    public static async Task UntilAsync(
        Func<Task<bool>> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var limit = deadline ?? Deadline;
        for (var since = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(Pause))
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
                throw new XunitException($"Not within {limit.TotalSeconds:0.#} s: {what}");
        }
    }

    /// <summary>Returns as soon as <paramref name="assertions"/> pass; fails with their last failure when they do not within the deadline.</summary>
    public static async Task PassesAsync(Func<Task> assertions, TimeSpan? deadline = null)
    {
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(Pause))
        {
            try
            {
                await assertions();
                return;
            }
            catch (Exception) when (Stopwatch.GetElapsedTime(since) < (deadline ?? Deadline))
            {
            }
        }
    }
}
