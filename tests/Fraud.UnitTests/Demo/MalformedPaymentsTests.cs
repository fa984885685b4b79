using Fraud.Contracts;
using Fraud.Host.Demo.Live;
using Fraud.Ingest.Decoding;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class MalformedPaymentsTests
{
    [Fact]
    public void Every_way_of_breaking_a_payment_is_refused_and_they_differ()
    {
        var payment = new Payment
        {
            PaymentId = "p-1",
            AccountId = "a-1",
            CardId = "c-1",
            AmountMinor = 100,
            Currency = "EUR",
            EventTimeMs = 1_772_366_400_000,
        };
        var reasons = new HashSet<(RejectReason, string)>();
        for (var way = 0; way < 7; way++)
        {
            Assert.False(PaymentDecoder.TryDecode(MalformedPayments.Break(payment, way), out _, out var rejection), $"way {way} was accepted");
            reasons.Add((rejection.Reason, rejection.Field));
        }

        Assert.Equal(7, reasons.Count);
    }
}
