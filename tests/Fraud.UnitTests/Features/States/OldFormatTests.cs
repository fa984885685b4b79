using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features.States;

/// <summary>
/// States as an earlier program stored them: 40 payments of one account and card, one every nine hours from 2026-01-01 on, of 1000, 1001, … minor
/// units at five merchants in turn.
/// </summary>
public class OldFormatTests
{
    private const string Account =
        "ASiApt2i+GaAg8TaBAbWoQvdPc0AAI34rPQtogEJzaqpGWRHAQkgvjrUdhUBCVQ/yDWzPAEJdN3j3Tp+AQkwAI8IgMW5D44IgMW5D40IRNkBjAjZAYsI2QGKCNkBiQjVASWICCWHCCWGCCWFCCWECCWD"
        + "CCWCCCWBCCWACCX/ByX+ByX9ByX8B/YBEfsHEfoHEvgHARH3BxH2BxL0BwER8wcR8gcS8AcBEe8HEe4HEuwHARHrBxHqBxLoBwEAMACnyXOAxbkPc9OSgMW5D1aQWCQ2j0boNu2fHAAAAAAA";

    private const string Card =
        "ASiApt2i+GaAg8TaBDAAjwiAxbkPjgiAxbkPjQhE2QGMCNkBiwjZAYoI2QGJCNUBJYgIJYcIJYYIJYUIJYQIJYMIJYIIJYEIJYAIJf8HJf4HJf0HJfwH9gER+wcR+gcS+AcBEfcHEfYHEvQHARHzBxHyBxLw"
        + "BwER7wcR7gcS7AcBEesHEeoHEugHAQAAMACnyXOAxbkPc9OSgMW5D1aQWCUJj0boCe2fHAAAAA==";

    private const string Merchant = "ASSA/pCn92aA792cBBAAiwgUWYYIZUGBCDH8B0H3B0HyB0HtBzHoBwAAEADluNMAEABj39gA";

    [Fact]
    public void States_of_format_1_are_read_and_written_in_the_newest()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions());
        states.AddPartition(0);
        states.Load(new StateKey(0, EntityKind.Account, "A1"), Convert.FromBase64String(Account));
        states.Load(new StateKey(0, EntityKind.Card, "C1"), Convert.FromBase64String(Card));
        states.Load(new StateKey(0, EntityKind.Merchant, "M0"), Convert.FromBase64String(Merchant));
        var payment = PaymentStream.Payment("2026-01-15T16:00:00Z", merchant: "M0");

        var values = new double[FeatureCatalogue.Default.Count];
        states.Read(0, payment, null, values);
        states.Apply(0, 40, payment);

        Assert.Equal(40, Of(values, "account.count_30d"));
        Assert.Equal(3, Of(values, "card.count_24h"));
        Assert.InRange(Of(values, "merchant.count_7d"), 3, 4);
        Assert.Equal((3, 5), (Of(values, "account.distinct_merchants_24h"), Of(values, "account.distinct_merchants_7d")));
        Assert.Equal(3, Of(values, "card.distinct_merchants_24h"));
        Assert.Equal(0, Of(values, "account.new_merchant"));
        var writes = new List<StateWrite>();
        states.TakeChanged(0, writes);
        Assert.Equal([StateFormat.Newest, StateFormat.Newest, StateFormat.Newest], writes.Select(write => write.Bytes.Span[0]));
    }

    private static double Of(double[] values, string feature) => values[FeatureCatalogue.Default.IndexOf(feature)];
}
