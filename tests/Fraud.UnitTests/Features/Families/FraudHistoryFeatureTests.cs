using Fraud.Contracts;
using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features.Families;

public class FraudHistoryFeatureTests
{
    private const string PaidAt = "2026-01-10T12:00:00Z";
    private readonly PaymentStream stream = new();

    /// <summary>
    /// One of two payments of 10 January at terminal T1 turns out to be fraud on the 14th. The delay is seven days: the 24-hour window of a payment
    /// on the 18th ends on the 11th.
    /// </summary>
    [Theory]
    [InlineData("2026-01-13T12:00:00Z", 0, double.NaN, 0)]
    [InlineData("2026-01-16T12:00:00Z", 0, double.NaN, 0)]
    [InlineData("2026-01-17T11:59:59Z", 0, double.NaN, 0)]
    [InlineData("2026-01-17T12:00:01Z", 1, 0.5, 1)]
    [InlineData("2026-01-18T11:59:59Z", 1, 0.5, 1)]
    [InlineData("2026-01-18T12:00:01Z", 0, 0, 1)]
    [InlineData("2026-01-24T12:00:00Z", 0, 0, 1)]
    [InlineData("2026-01-24T12:00:01Z", 0, 0, 0)]
    public void A_fraud_is_seen_a_label_delay_after_it_happened(string at, double count24h, double rate24h, double count7d)
    {
        var fraud = At(PaidAt);
        stream.Apply(fraud);
        stream.Apply(At(PaidAt, "A2"));
        stream.Frauds.Apply(Told(fraud, "2026-01-14T00:00:00Z"));

        var payment = At(at, "A3");
        Assert.Equal(count24h, stream.Read("terminal.fraud_count_24h", payment));
        Assert.Equal(rate24h, stream.Read("terminal.fraud_rate_24h", payment));
        Assert.Equal(count7d, stream.Read("terminal.fraud_count_7d", payment));
        Assert.Equal(count7d, stream.Read("merchant.fraud_count_7d", payment));
    }

    [Fact]
    public void A_label_that_comes_late_counts_from_when_it_is_known_however_early_it_is_read()
    {
        var fraud = At(PaidAt);
        stream.Apply(fraud);
        stream.Frauds.Apply(Told(fraud, "2026-01-30T00:00:00Z"));

        Assert.Equal(0, stream.Read("terminal.fraud_count_30d", At("2026-01-29T23:59:59Z")));
        Assert.Equal(1, stream.Read("terminal.fraud_count_30d", At("2026-01-30T00:00:00Z")));
    }

    [Fact]
    public void A_verdict_taken_back_counts_no_more_and_one_told_twice_counts_once()
    {
        var (first, second) = (At(PaidAt), At(PaidAt, "A2"));
        stream.Apply(first);
        stream.Apply(second);
        foreach (var known in new[] { "2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z" })
        {
            stream.Frauds.Apply(Told(first, known));
            stream.Frauds.Apply(Told(second, known));
        }

        Assert.Equal(2, stream.Read("merchant.fraud_count_30d", At("2026-01-20T00:00:00Z")));
        stream.Frauds.Apply(Told(first, "2026-01-14T00:00:00Z") with { Fraud = false });
        Assert.Equal(1, stream.Read("merchant.fraud_count_30d", At("2026-01-20T00:00:00Z")));
        Assert.Equal(0, stream.Read("account.fraud_count_90d", At("2026-01-20T00:00:00Z")));
        Assert.Equal(1, stream.Read("account.fraud_count_90d", At("2026-01-20T00:00:00Z", "A2")));
    }

    [Fact]
    public void A_label_that_does_not_say_when_its_payment_was_made_is_left_out()
    {
        stream.Frauds.Apply(Told(At(PaidAt), "2026-01-12T00:00:00Z") with { EventTimeMs = null });

        Assert.Equal(0, stream.Frauds.Count);
    }

    [Fact]
    public void The_delay_is_an_option()
    {
        var hasty = new PaymentStream(new FeatureOptions { StoreBacked = false, LabelDelay = TimeSpan.FromHours(1) });
        var fraud = At(PaidAt);
        hasty.Apply(fraud);
        hasty.Frauds.Apply(Told(fraud, "2026-01-10T12:30:00Z"));

        Assert.Equal(0, hasty.Read("device.fraud_count_30d", At("2026-01-10T13:00:00Z")));
        Assert.Equal(1, hasty.Read("device.fraud_count_30d", At("2026-01-10T13:00:01Z")));
        Assert.Equal(1, hasty.Read("ip.fraud_count_30d", At("2026-01-10T13:00:01Z")));
    }

    private static Payment At(string time, string account = "A1") =>
        PaymentStream.Payment(time, account) with { TerminalId = "T1", DeviceId = "D1", Ip = "10.0.0.1" };

    private static Label Told(Payment payment, string knownAt) =>
        new Label { PaymentId = "", AccountId = "", Fraud = true, KnownTimeMs = PaymentStream.Ms(knownAt), Source = "chargeback" }.About(payment);
}
