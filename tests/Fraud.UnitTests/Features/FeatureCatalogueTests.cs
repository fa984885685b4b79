using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features;

public class FeatureCatalogueTests
{
    [Fact]
    public void Each_feature_is_found_by_its_name()
    {
        var catalogue = FeatureCatalogue.Default;

        Assert.All(Enumerable.Range(0, catalogue.Count), i => Assert.Equal(i, catalogue.IndexOf(catalogue.Features[i].Name)));
        Assert.Equal(-1, catalogue.IndexOf("account.nothing"));
        Assert.Matches("^[0-9a-f]{16}$", catalogue.Digest);
    }

    [Fact]
    public void Names_can_stand_in_a_rule_and_definitions_are_sentences()
    {
        Assert.All(FeatureCatalogue.Default.Features, feature =>
        {
            Assert.Matches("^(payment|account|card|merchant|terminal|device|ip|profile)\\.[a-z][a-z0-9_]*$", feature.Name);
            Assert.EndsWith(".", feature.Definition, StringComparison.Ordinal);
            Assert.Equal(feature.Name.StartsWith("payment.", StringComparison.Ordinal) || feature.Name.StartsWith("profile.", StringComparison.Ordinal), feature.Entity is null);
        });
        Assert.Equal("account.distinct_merchants_24h", FeatureCatalogue.Default.Features.Single(f => f.Definition.StartsWith("Different merchants seen with the account in the 24h", StringComparison.Ordinal)).Name);
    }

    [Fact]
    public void A_first_payment_has_values_for_what_it_says_itself_and_no_history()
    {
        var stream = new PaymentStream();
        var vector = stream.Read(PaymentStream.Payment("2026-01-01T10:00:00Z"));

        Assert.Equal(1000, vector[FeatureCatalogue.Default.IndexOf("payment.amount_minor")]);
        Assert.Equal(0, vector[FeatureCatalogue.Default.IndexOf("account.count_30d")]);
        Assert.Equal(double.NaN, vector[FeatureCatalogue.Default.IndexOf("account.amount_mean_30d")]);
        Assert.DoesNotContain(vector, double.IsInfinity);
    }

    [Fact]
    public void A_vector_too_short_is_refused()
    {
        var states = new PaymentStream().States;
        var failure = Assert.Throws<ArgumentException>(() => states.Read(0, PaymentStream.Payment("2026-01-01"), null, new double[3]));
        Assert.Contains($"{FeatureCatalogue.Default.Count} features", failure.Message, StringComparison.Ordinal);
    }
}
