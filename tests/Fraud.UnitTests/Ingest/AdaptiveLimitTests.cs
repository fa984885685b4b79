using Fraud.Ingest.Gateway;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class AdaptiveLimitTests
{
    private const int PerWindow = 1_000;
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(100);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Slow_answers_shrink_it_to_a_few_and_quick_ones_let_it_grow_again()
    {
        var limit = new AdaptiveLimit(10_000, Target, _time);
        var start = limit.Limit;

        for (var window = 0; window < 50; window++) Run(limit, Target * 3);
        var slow = limit.Limit;
        for (var window = 0; window < 200; window++) Run(limit, Target / 2);

        Assert.InRange(slow, 1, 32);
        Assert.True(limit.Limit > start, $"{limit.Limit} after quick answers, {start} at first");
        Assert.Equal(0, limit.Count);
    }

    [Fact]
    public void Quick_answers_to_few_do_not_let_it_grow()
    {
        var limit = new AdaptiveLimit(10_000, Target, _time);
        var start = limit.Limit;

        for (var i = 0; i < PerWindow; i++)
        {
            Assert.True(limit.TryEnter(1));
            limit.Leave(1, Target / 10);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(start, limit.Limit);
    }

    [Fact]
    public void Decisions_that_a_steady_stage_cannot_make_in_time_are_not_taken()
    {
        const int DecidedPerMs = 5;
        var limit = new AdaptiveLimit(10_000, Target, _time);
        var waiting = new Queue<long>();
        var late = 0;
        for (var ms = 0; ms < 30_000; ms++)
        {
            for (var i = 0; i < 3 * DecidedPerMs && limit.TryEnter(1); i++)
                waiting.Enqueue(ms);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            for (var i = 0; i < DecidedPerMs && waiting.TryDequeue(out var entered); i++)
            {
                limit.Leave(1, TimeSpan.FromMilliseconds(ms + 1 - entered));
                if (ms > 5_000 && ms + 1 - entered > 1.5 * Target.TotalMilliseconds) late++;
            }
        }

        Assert.Equal(0, late);
        Assert.InRange(waiting.Count, DecidedPerMs * Target.TotalMilliseconds / 3, DecidedPerMs * Target.TotalMilliseconds * 1.5);
    }

    [Fact]
    public void A_batch_may_pass_the_limit_but_not_the_most()
    {
        var limit = new AdaptiveLimit(600, Target, _time);

        Assert.True(limit.TryEnter(500));
        Assert.True(limit.IsFull);
        Assert.False(limit.TryEnter(1));
        limit.Leave(500, Target);
        Assert.False(limit.TryEnter(601));
        Assert.Equal(0, limit.Count);
    }

    private void Run(AdaptiveLimit limit, TimeSpan inFlight)
    {
        var taken = 0;
        while (taken < PerWindow && limit.TryEnter(1)) taken++;
        _time.Advance(inFlight);
        for (; taken > 0; taken--) limit.Leave(1, inFlight);
    }
}
