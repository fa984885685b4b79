using Fraud.Contracts;
using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

public class VerdictTests
{
    private const string Rules = """
        BLOCK     | decline | payment.merchant_id.contains('B')
        LOOK      | review  | payment.merchant_id.contains('L')
        TRUST     | approve | payment.merchant_id.contains('T')
        SMALL     | 100     | payment.merchant_id.contains('s')
        MIDDLE    | 300     | payment.merchant_id.contains('m')
        HUGE      | 800     | payment.merchant_id.contains('h')
        HABIT     | -200    | payment.merchant_id.contains('k')
        LOYAL     | -50     | payment.merchant_id.contains('l')
        SMALLER   | 100     | payment.merchant_id.contains('s')
        """;

    private readonly CompiledPolicy _policy = Samples.OfRules(Rules);

    [Theory]
    [InlineData("-", Outcome.Approve, 0, "")]
    [InlineData("s", Outcome.Approve, 200, "SMALL SMALLER")]
    [InlineData("m", Outcome.Review, 300, "MIDDLE")]
    [InlineData("sm", Outcome.Review, 500, "MIDDLE SMALL SMALLER")]
    [InlineData("h", Outcome.Decline, 800, "HUGE")]
    [InlineData("hm", Outcome.Decline, 1000, "HUGE MIDDLE")]
    [InlineData("hk", Outcome.Review, 600, "HUGE HABIT")]
    [InlineData("k", Outcome.Approve, 0, "HABIT")]
    [InlineData("mkl", Outcome.Approve, 50, "MIDDLE HABIT LOYAL")]
    [InlineData("T", Outcome.Approve, 0, "TRUST")]
    [InlineData("hT", Outcome.Approve, 800, "HUGE TRUST")]
    [InlineData("TL", Outcome.Review, 300, "LOOK TRUST")]
    [InlineData("TB", Outcome.Decline, 700, "BLOCK TRUST")]
    [InlineData("LB", Outcome.Decline, 700, "BLOCK LOOK")]
    [InlineData("hL", Outcome.Review, 800, "LOOK HUGE")]
    [InlineData("hmsBLTkl", Outcome.Decline, 1000, "BLOCK LOOK HUGE MIDDLE SMALL SMALLER TRUST HABIT LOYAL")]
    public void The_strictest_forced_outcome_wins_then_the_score_decides(string hits, Outcome outcome, int score, string reasons)
    {
        var input = Samples.Input(Samples.Payment() with { MerchantId = hits });

        var verdict = _policy.Decide(input, new RuleOutcomes());

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal(score, verdict.Score);
        Assert.Equal(reasons, string.Join(' ', verdict.Reasons.Select(reason => reason.Code)));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 300)]
    [InlineData(0.00083, 0)]
    [InlineData(0.00084, 1)]
    [InlineData(1.0, 600)]
    [InlineData(null, 0)]
    public void A_probability_gives_points_by_the_models_weight(double? probability, int score)
    {
        var policy = Samples.OfRules("NEVER | 100 | false", "model: { bundle: b, weight: 0.6 }");

        Assert.Equal(score, policy.Decide(Samples.Input(Samples.Payment(), probability), new RuleOutcomes()).Score);
    }

    [Fact]
    public void A_probability_counts_for_nothing_without_a_model_in_the_policy() =>
        Assert.Equal(0, Samples.OfRules("NEVER | 100 | false").Decide(Samples.Input(Samples.Payment(), 1.0), new RuleOutcomes()).Score);

    [Fact]
    public void A_reason_carries_what_the_rule_says()
    {
        var reason = Assert.Single(_policy.Decide(Samples.Input(Samples.Payment() with { MerchantId = "m" }), new RuleOutcomes()).Reasons);

        Assert.Equal(new Reason("MIDDLE", "S", "middle", 300), reason);
    }
}
