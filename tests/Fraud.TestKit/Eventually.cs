using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Fraud.TestKit;

/// <summary>Waits for a condition instead of for a while.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ListenTime = TimeSpan.FromSeconds(90);
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

    /// <summary>Returns as soon as a loopback port takes connections; fails the test when it does not within 90 s.</summary>
    public static Task ListensAsync(int port, [CallerArgumentExpression(nameof(port))] string what = "") => UntilAsync(
        () =>
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        },
        ListenTime, what);

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
