using Fraud.Api.Alerts;
using Fraud.Api.Overview;
using Xunit;

namespace Fraud.UnitTests.Api;

public class OverviewNumbersTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(15, 3)]
    [InlineData(60, 12)]
    public void A_window_is_whole_steps_and_ends_before_the_second_that_may_still_change(int minutes, int stepSeconds)
    {
        for (var second = 0; second < 60; second++)
        {
            var now = Noon.AddSeconds(second).AddMilliseconds(300);
            var window = OverviewWindow.At(now, minutes);
            Assert.Equal(stepSeconds, window.Step.TotalSeconds);
            Assert.Equal(minutes, (window.To - window.From).TotalMinutes);
            Assert.Equal(0, window.From.Ticks % window.Step.Ticks);
            Assert.InRange((now - window.To).TotalSeconds, 1, 1 + stepSeconds);
        }
    }

    [Fact]
    public void A_time_belongs_to_the_step_it_falls_into()
    {
        var window = OverviewWindow.At(Noon, 15);
        Assert.Equal(0, window.IndexOf(window.From));
        Assert.Equal(0, window.IndexOf(window.From.AddSeconds(2.999)));
        Assert.Equal(1, window.IndexOf(window.From.AddSeconds(3)));
        Assert.Equal(-1, window.IndexOf(window.From.AddSeconds(-1)));
        Assert.Equal(OverviewWindow.Steps, window.IndexOf(window.To));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(137)]
    [InlineData(4_000)]
    [InlineData(60_000)]
    public void A_latency_is_told_within_five_percent_of_what_was_counted(double ms)
    {
        var bucket = (int)Math.Round(Math.Log(1 + ms) * 12);
        var told = LatencySummary.Of([(bucket, 3)])!.P99Ms;
        Assert.InRange(told, (1 + ms) * 0.95 - 1, (1 + ms) * 1.05 - 1 + 0.1);
    }

    [Fact]
    public void Quantiles_count_every_decision()
    {
        var summary = LatencySummary.Of([(10, 98), (30, 1), (60, 1)])!;
        Assert.Equal((1.3, 11.2, 100), (summary.P50Ms, summary.P99Ms, summary.Decisions));
        Assert.Null(LatencySummary.Of([]));
    }

    [Fact]
    public void What_is_typical_leaves_out_five_percent_at_each_end_and_needs_a_sample()
    {
        var range = TypicalRange.Of([.. Enumerable.Range(0, 101).Reverse().Select(i => (double)i)])!;
        Assert.Equal((5, 50, 95), (range.Low, range.Median, range.High));
        Assert.Null(TypicalRange.Of([1, 2, 3]));
    }
}
