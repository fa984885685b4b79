using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features;

public class FeatureStatesTests
{
    [Fact]
    public void A_payment_sees_those_before_it_and_not_itself()
    {
        var stream = new PaymentStream();
        var first = PaymentStream.Payment("2026-01-01T10:00:00Z");
        var second = PaymentStream.Payment("2026-01-01T10:00:30Z");

        Assert.Equal(0, stream.Read("account.count_1h", first));
        stream.Apply(first);

        Assert.Equal(1, stream.Read("account.count_1h", second));
        Assert.Equal(1, stream.Read("card.count_1m", second));
        Assert.Equal(1, stream.Read("merchant.distinct_cards_1h", second));
        Assert.Equal(30, stream.Read("account.seconds_since_last", second));
    }

    [Fact]
    public void The_catalogue_finds_each_feature_by_its_name()
    {
        var catalogue = FeatureCatalogue.Default;

        Assert.All(Enumerable.Range(0, catalogue.Count), i => Assert.Equal(i, catalogue.IndexOf(catalogue.Features[i].Name)));
        Assert.Equal(-1, catalogue.IndexOf("account.nothing"));
        Assert.Matches("^[0-9a-f]{16}$", catalogue.Digest);
    }
}
