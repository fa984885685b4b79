using Fraud.Replay.Metrics;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class ConfusionCountsTests
{
    private static readonly double[] Scores = [0.9, 0.8, 0.5, 0.5, 0.2];
    private static readonly bool[] Fraud = [true, false, true, false, true];

    [Theory]
    [InlineData(1.0, 0, 0, 3, 2)]
    [InlineData(0.9, 1, 0, 2, 2)]
    [InlineData(0.5, 2, 2, 1, 0)] // a score on the threshold is flagged
    [InlineData(0.0, 3, 2, 0, 0)]
    public void Payments_at_or_above_the_threshold_are_flagged(double threshold, int caught, int falseAlarms, int missed, int passed)
    {
        Assert.Equal(new ConfusionCounts(caught, falseAlarms, missed, passed), ConfusionCounts.At(Scores, Fraud, threshold));
    }

    [Fact]
    public void Precision_recall_and_F1_follow_from_the_counts()
    {
        var counts = new ConfusionCounts(Caught: 6, FalseAlarms: 2, Missed: 4, Passed: 88);
        Assert.Equal(0.75, counts.Precision, 12);
        Assert.Equal(0.6, counts.Recall, 12);
        Assert.Equal(2 / (1 / 0.75 + 1 / 0.6), counts.F1, 12);
    }

    [Fact]
    public void What_cannot_be_said_is_NaN()
    {
        Assert.Equal(double.NaN, new ConfusionCounts(0, 0, 3, 5).Precision);
        Assert.Equal(double.NaN, new ConfusionCounts(0, 1, 0, 5).Recall);
        Assert.Equal(double.NaN, new ConfusionCounts(0, 0, 0, 5).F1);
    }
}
