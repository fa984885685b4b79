using Fraud.Replay.Training;
using Fraud.Scoring.Models;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class TrainingPlanTests
{
    private static readonly DateTimeOffset Day0 = HistoryFiles.Start;

    private static readonly TrainingPlan Plan = new()
    {
        Input = "history.ndjson",
        Train = new TimeRange(Day0, Day0.AddDays(20)),
        Test = new TimeRange(Day0.AddDays(20), Day0.AddDays(30)),
    };

    [Fact]
    public void The_last_part_of_the_training_range_is_kept_for_the_calibration()
    {
        Assert.Equal(new TimeRange(Day0, Day0.AddDays(18)), Plan.Grow);
        Assert.Equal(new TimeRange(Day0.AddDays(18), Day0.AddDays(20)), Plan.Calibrate);
        Assert.Equal(Plan.Train, (Plan with { CalibrationShare = 0 }).Grow);
    }

    [Fact]
    public void A_plan_that_makes_no_sense_is_refused()
    {
        Plan.Check();
        Refuses(Plan with { Train = new TimeRange(Day0, Day0) }, "training range");
        Refuses(Plan with { Test = new TimeRange(Day0.AddDays(30), Day0.AddDays(20)) }, "test range ends");
        Refuses(Plan with { Test = new TimeRange(Day0.AddDays(19), Day0.AddDays(30)) }, "measured on what it learnt");
        Refuses(Plan with { CalibrationShare = 0.6 }, "calibration share");
        Refuses(Plan with { Options = new TrainingOptions { Depth = 13 } }, "Depth");
    }

    private static void Refuses(TrainingPlan plan, string sentence) =>
        Assert.Contains(sentence, Assert.ThrowsAny<ArgumentException>(plan.Check).Message, StringComparison.Ordinal);
}
