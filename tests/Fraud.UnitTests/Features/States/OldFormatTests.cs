using Fraud.Contracts;
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

    /// <summary>The same by format 2, with terminals T0, T1, T2, categories 5400 to 5403, one device, one place and now and then another country.</summary>
    private const string SecondAccount =
        "AiiApt2i+GaAg8TaBAbWoQvdPc0AAI34rPQtogEJzaqpGWRHAQkgvjrUdhUBCVQ/yDWzPAEJdN3j3Tp+AQlQAI8IgMW5D44IgMW5D40IgMW5D4wIgMW5D4sIRNkBigjZAYkI2QGICNkBhwjFASWGCC"
        + "WFCCWECCWDCCWCCCWBCCWACCX/ByX+ByX9ByX8ByX7B+YBEfoHEvgHARH3BxH2BxL0BwER8wcR8gcS8AcBEe8HEe4HEuwHARHrBxHqBxLoBwEABQMAp8lzgMW5D3PTkoDFuQ9WkFgJj0boCe2fHAEB"
        + "AFnWTAIBAPOHJBi/BAMA/DOAxbkPL+aAxbkPJtkJpXcA";

    private const string SecondCard =
        "AiiApt2i+GaAg8TaBFAAjwiAxbkPjgiAxbkPjQiAxbkPjAiAxbkPiwhE2QGKCNkBiQjZAYgI2QGHCMUBJYYIJYUIJYQIJYMIJYIIJYEIJYAIJf8HJf4HJf0HJfwHJfsH5gER+gcS+AcBEfcHEfYHEv"
        + "QHARHzBxHyBxLwBwER7wcR7gcS7AcBEesHEeoHEugHAQAABQMAp8lzgMW5D3PTkoDFuQ9WkFgJj0boCe2fHAMDAP0rboDFuQ9rsy6AxbkP9lgSAbjBPYDiCQ==";

    private const string SecondMerchant = "AiSA/pCn92aA792cBBAAiwgUWYYIZUGBCDH8B0H3B0HyB0HtBzHoBwAAAQEA5bjTAQEAY9/Y";

    [Theory]
    [InlineData(Account, Card, Merchant)]
    [InlineData(SecondAccount, SecondCard, SecondMerchant)]
    public void States_of_older_formats_are_read_and_written_in_the_newest(string account, string card, string merchant)
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions());
        states.AddPartition(0);
        states.Load(new StateKey(0, EntityKind.Account, "A1"), Convert.FromBase64String(account));
        states.Load(new StateKey(0, EntityKind.Card, "C1"), Convert.FromBase64String(card));
        states.Load(new StateKey(0, EntityKind.Merchant, "M0"), Convert.FromBase64String(merchant));
        var payment = PaymentStream.Payment("2026-01-15T16:00:00Z", merchant: "M0");

        AssertValues(states, payment);
        states.Apply(0, 40, payment);
        var writes = new List<StateWrite>();
        states.TakeChanged(0, writes);
        Assert.Equal([(EntityKind.Merchant, StateFormat.Newest), (EntityKind.Account, StateFormat.Newest)], writes.Select(write => (write.Key.Kind, write.Bytes.Span[0])));

        var again = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions());
        again.AddPartition(0);
        foreach (var write in writes) again.Load(write.Key, write.Bytes.Span);
        var next = PaymentStream.Payment("2026-01-15T16:00:01Z", merchant: "M0");
        Assert.Equal((41, 41), (Value(again, next, "account.count_30d"), Value(again, next, "card.count_30d")));
    }

    [Fact]
    public void A_card_that_an_older_program_stored_apart_is_looked_for_when_its_account_comes_and_not_again()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions());
        states.AddPartition(0);
        states.Load(new StateKey(0, EntityKind.Account, "A1"), Convert.FromBase64String(Account));
        var payment = PaymentStream.Payment("2026-01-15T16:00:00Z", merchant: "") with { CardId = "C1" };

        Assert.Equal([new StateKey(0, EntityKind.Card, "C1")], Missing(states, payment));
        states.Load(new StateKey(0, EntityKind.Card, "C1"), Convert.FromBase64String(Card));
        Assert.Empty(Missing(states, payment));
        states.Apply(0, 40, payment);
        Assert.Empty(Missing(states, payment));
        Assert.Equal([new StateKey(0, EntityKind.Card, "C2")], Missing(states, payment with { CardId = "C2" }));
    }

    private static List<StateKey> Missing(FeatureStates states, Payment payment)
    {
        var missing = new List<StateKey>();
        states.CollectMissing(0, payment, missing);
        return missing;
    }

    private static void AssertValues(FeatureStates states, Payment payment)
    {
        Assert.Equal(40, Value(states, payment, "account.count_30d"));
        Assert.Equal(3, Value(states, payment, "card.count_24h"));
        Assert.InRange(Value(states, payment, "merchant.count_7d"), 3, 4);
        Assert.Equal((3, 5), (Value(states, payment, "account.distinct_merchants_24h"), Value(states, payment, "account.distinct_merchants_7d")));
        Assert.Equal(3, Value(states, payment, "card.distinct_merchants_24h"));
        Assert.Equal(0, Value(states, payment, "account.new_merchant"));
    }

    private static double Value(FeatureStates states, Payment payment, string feature)
    {
        var values = new double[FeatureCatalogue.Default.Count];
        states.Read(0, payment, null, values);
        return values[FeatureCatalogue.Default.IndexOf(feature)];
    }
}
