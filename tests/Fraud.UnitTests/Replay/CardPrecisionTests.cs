using Fraud.Replay.Metrics;
using Xunit;

namespace Fraud.UnitTests.Replay;

public sealed class CardPrecisionTests
{
    private const long Day = 24 * 60 * 60 * 1000;

    [Fact]
    public void The_most_suspicious_cards_of_each_day_are_looked_at()
    {
        // Day 0, two looked at: A (0.9, fraud), B (0.8, genuine); C with its fraud is not reached. Day 1: C (0.7, fraud), B (0.6, genuine).
        var payments = Payments(
            (0, "A", 0.9, true), (0, "B", 0.8, false), (0, "C", 0.1, true),
            (1, "B", 0.6, false), (1, "C", 0.7, true), (1, "D", 0.5, true));
        Assert.Equal((0.5 + 0.5) / 2, CardPrecision.At(payments, 2), 12);
    }

    [Fact]
    public void A_card_counts_once_a_day_by_its_highest_score_and_any_fraud()
    {
        // A's high score is on a genuine payment, but it had fraud that day: looking at A finds it.
        var payments = Payments((0, "A", 0.9, false), (0, "A", 0.2, true), (0, "A", 0.8, false), (0, "B", 0.5, true));
        Assert.Equal(1.0, CardPrecision.At(payments, 2), 12);
        Assert.Equal(1.0, CardPrecision.At(payments, 1), 12);
    }

    [Fact]
    public void A_card_found_is_blocked_on_later_days()
    {
        var payments = Payments((0, "A", 0.9, true), (1, "A", 0.9, true), (1, "B", 0.1, false));
        Assert.Equal((1.0 + 0.0) / 2, CardPrecision.At(payments, 1), 12);
    }

    [Fact]
    public void A_day_with_fewer_cards_still_divides_by_k()
    {
        Assert.Equal(1 / 4.0, CardPrecision.At(Payments((0, "A", 0.9, true), (0, "B", 0.3, false)), 4), 12);
    }

    [Fact]
    public void No_payments_have_no_precision() => Assert.Equal(double.NaN, CardPrecision.At(new ScoredPayments(), 100));

    private static ScoredPayments Payments(params (int Day, string Card, double Score, bool Fraud)[] rows)
    {
        var payments = new ScoredPayments();
        foreach (var row in rows)
            payments.Add(row.Card, row.Day * Day + 1000, row.Score, row.Fraud);
        return payments;
    }
}
