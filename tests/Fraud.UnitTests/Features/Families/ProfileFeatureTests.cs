using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Profiles;
using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class ProfileFeatureTests
{
    private readonly PaymentStream stream = new();

    [Fact]
    public void A_payment_is_held_against_the_profile()
    {
        stream.Profile = new Profile(
            "A1", "K1", "DE", 20_000, PaymentStream.Ms("2025-12-22T10:00:00Z"), PaymentStream.Ms("2026-01-01T09:15:00Z"), "active");
        var payment = PaymentStream.Payment("2026-01-01T10:00:00Z", amount: 5000) with { Country = "FR" };

        Assert.Equal(1, stream.Read("profile.known", payment));
        Assert.Equal(1, stream.Read("profile.country_differs", payment));
        Assert.Equal(0, stream.Read("profile.country_differs", payment with { Country = "DE" }));
        Assert.Equal(0.25, stream.Read("profile.amount_to_limit", payment));
        Assert.Equal(10, stream.Read("profile.account_age_days", payment));
        Assert.Equal(45, stream.Read("profile.contact_changed_minutes", payment));
    }

    [Fact]
    public void What_the_profile_does_not_say_is_not_enough_history()
    {
        stream.Profile = new Profile("A1", null, null, null, null, null, null);
        Assert.Equal([1, double.NaN, double.NaN, double.NaN, double.NaN], ReadAll(PaymentStream.Payment("2026-01-01T10:00:00Z") with { Country = "FR" }));

        stream.Profile = null;
        Assert.Equal([0, double.NaN, double.NaN, double.NaN, double.NaN], ReadAll(PaymentStream.Payment("2026-01-01T10:00:00Z")));
    }

    private double[] ReadAll(Payment payment)
    {
        var first = FeatureCatalogue.Default.IndexOf("profile.known");
        return stream.Read(payment)[first..(first + 5)];
    }

    [Fact]
    public void A_change_committed_after_the_payment_happened_is_just_now()
    {
        stream.Profile = new Profile("A1", "K1", null, null, null, PaymentStream.Ms("2026-01-01T10:00:30Z"), null);

        Assert.Equal(0, stream.Read("profile.contact_changed_minutes", PaymentStream.Payment("2026-01-01T10:00:00Z")));
    }
}
