using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

public class WindowShorthandTests
{
    [Theory]
    [InlineData("account.payments.last('1h').count() >= 5", "account.count_1h")]
    [InlineData("account.payments.last('60m').count() >= 5", "account.count_1h")]
    [InlineData("card.amount.last('1d').sum() > 3 * card.amount.last('30d').mean()", "card.amount_mean_30d card.amount_sum_24h")]
    [InlineData("account.amount.last('4w').max() > 1", "? 21 account.amount_max has no window of 28d; it has 24h, 30d")]
    [InlineData("card.merchants.last('1h').distinct() > 3", "card.distinct_merchants_1h")]
    [InlineData("terminal.cards.last('1h').distinct() > 3", "terminal.distinct_cards_1h")]
    [InlineData("card.small.last('10m').count() > 3", "card.small_count_10m")]
    [InlineData("card.small_count('10m') > 3", "card.small_count_10m")]
    [InlineData("account.amount_zscore('30d') > 3", "account.amount_zscore_30d")]
    [InlineData("account.payments.last('2h').count() > 1", "? 23 account.count has no window of 2h; it has 1m, 10m, 1h, 24h, 7d, 30d")]
    [InlineData("account.payments.last('soon').count() > 1", "? 23 'soon' is not a window length; write minutes, hours or days, e.g. '10m', '24h', '30d'")]
    [InlineData("account.payments.last(1).count() > 1", "? 18 last() takes one window length as text, e.g. last('24h')")]
    [InlineData("account.payments.last('1h').count(1) > 1", "? 29 count() of a window takes nothing")]
    [InlineData("card.merchant.last('1h').distinct() > 1", "? 20 there is no feature card.distinct_merchant_1h; did you mean card.distinct_merchants_1h?")]
    public void A_window_is_the_feature_of_its_meaning(string source, string expected)
    {
        var schema = new PolicySchema(FeatureCatalogue.Default, [], hasModel: false);

        var expression = CelExpression.TryCheck(source, schema, CelDialect.Rules, out var errors);

        Assert.Equal(expected, expression is null ? $"? {errors[0].Position + 1} {errors[0]}" : string.Join(' ', expression.Names));
    }
}
