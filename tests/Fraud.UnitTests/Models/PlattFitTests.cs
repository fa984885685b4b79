using Fraud.Scoring.Models;
using Xunit;

namespace Fraud.UnitTests.Models;

public sealed class PlattFitTests
{
    [Fact]
    public void It_finds_the_curve_that_made_the_labels()
    {
        var random = new Random(5);
        var margins = new double[200_000];
        var fraud = new bool[margins.Length];
        for (var i = 0; i < margins.Length; i++)
        {
            margins[i] = random.NextDouble() * 12 - 6;
            fraud[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(0.7 * margins[i] - 1.5)));
        }
        var fit = PlattFit.Fit(margins, fraud);
        Assert.Equal(0.7, fit.Slope, 0.02);
        Assert.Equal(-1.5, fit.Intercept, 0.03);
    }

    [Fact]
    public void Calibrated_probabilities_add_up_to_the_frauds_seen()
    {
        var random = new Random(6);
        var margins = new double[20_000];
        var fraud = new bool[margins.Length];
        for (var i = 0; i < margins.Length; i++)
        {
            margins[i] = random.NextDouble() * 4;
            fraud[i] = random.NextDouble() < margins[i] * margins[i] / 200;
        }
        var fit = PlattFit.Fit(margins, fraud);
        Assert.Equal(fraud.Count(f => f), margins.Sum(fit.Probability), 2.0);
    }

    [Fact]
    public void Perfectly_separated_kinds_give_a_finite_slope()
    {
        var fit = PlattFit.Fit([-2, -1, 1, 2], [false, false, true, true]);
        Assert.InRange(fit.Slope, 0.1, 100);
        Assert.Equal(0, fit.Intercept, 6);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)] // the higher margin is the genuine one: a falling curve would reverse the model
    public void Rows_that_teach_nothing_leave_the_model_as_it_is(bool low, bool high)
    {
        Assert.Equal(PlattCalibration.None, PlattFit.Fit([-1, 1], [low, high]));
    }
}
