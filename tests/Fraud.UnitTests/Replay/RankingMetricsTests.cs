using Fraud.Replay.Metrics;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class RankingMetricsTests
{
    // Scores in the order given; f is fraud, g genuine.
    public static TheoryData<double[], string, double, double> Examples => new()
    {
        { [0.9, 0.8, 0.2, 0.1], "ffgg", 1, 1 },
        { [0.1, 0.2, 0.8, 0.9], "ffgg", 0, 1 / 2.0 * (1 / 3.0) + 1 / 2.0 * (2 / 4.0) },
        // The example of scikit-learn's documentation.
        { [0.1, 0.4, 0.35, 0.8], "ggff", 0.75, 0.8333333333333333 },
        // All tied: one threshold, precision is the share of fraud, AUC a coin.
        { [0.5, 0.5, 0.5, 0.5], "fggg", 0.5, 0.25 },
        // Tie across kinds at 0.7: 0.9 f | 0.7 f g | 0.1 f g. Pairs won of 6: f(0.9) 2, f(0.7) 0.5 + 1, f(0.1) 0 + 0.5.
        { [0.7, 0.1, 0.9, 0.7, 0.1], "fffgg", 4 / 6.0, 1 / 3.0 * 1 + 1 / 3.0 * (2 / 3.0) + 1 / 3.0 * (3 / 5.0) },
        { [0.3], "f", double.NaN, 1 },
        { [0.3, 0.2], "gg", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Scores_are_measured_as_computed_by_hand(double[] scores, string truth, double auc, double averagePrecision)
    {
        var metrics = RankingMetrics.Of(scores, [.. truth.Select(t => t == 'f')]);
        Assert.Equal(auc, metrics.Auc, 12);
        Assert.Equal(averagePrecision, metrics.AveragePrecision, 12);
    }

    [Fact]
    public void Auc_is_the_share_of_pairs_in_the_right_order()
    {
        var random = new Random(9);
        var scores = new double[300];
        var fraud = new bool[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            fraud[i] = random.Next(5) == 0;
            scores[i] = random.Next(20) + (fraud[i] ? 4 : 0);
        }
        double won = 0, pairs = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                if (!fraud[i] || fraud[j])
                    continue;
                pairs++;
                won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }
        Assert.Equal(won / pairs, RankingMetrics.Of(scores, fraud).Auc, 12);
    }
}
