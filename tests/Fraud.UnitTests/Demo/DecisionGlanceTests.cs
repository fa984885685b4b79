using System.Buffers;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Host.Auditing;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class DecisionGlanceTests
{
    private static readonly Payment Paid =
        new() { PaymentId = "p-1", AccountId = "a-1", AmountMinor = 100, Currency = "EUR", EventTimeMs = 1_772_366_400_000 };

    [Theory]
    [InlineData(Outcome.Approve, false)]
    [InlineData(Outcome.Review, true)]
    [InlineData(Outcome.Decline, true)]
    public void Decisions_and_alerts_are_read_as_they_are_written(Outcome outcome, bool stopped)
    {
        var (decision, alert) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        DecisionJson.Write(Decided(outcome), decision);
        AlertJson.Write(Decided(outcome), Paid, alert);

        Assert.Equal(new DecisionGlance("p-1", "a-1", stopped, IsCorrection: false), DecisionGlance.Read(decision.WrittenSpan));
        Assert.Equal(new DecisionGlance("p-1", "a-1", stopped, IsCorrection: false), DecisionGlance.ReadAlert(alert.WrittenSpan));
    }

    [Fact]
    public void A_correction_is_known_as_one_and_read_back_whole()
    {
        var correction = Decided(Outcome.Decline) with { Supersedes = new Supersession(new LogPosition(Topics.Decisions, 3, 17), "mended") };
        var (decision, alert) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        DecisionJson.Write(correction, decision);
        AlertJson.Write(correction, Paid, alert);

        Assert.Equal(new DecisionGlance("p-1", "a-1", Stopped: true, IsCorrection: true), DecisionGlance.Read(decision.WrittenSpan));
        Assert.Equal(new DecisionGlance("p-1", "a-1", Stopped: true, IsCorrection: true), DecisionGlance.ReadAlert(alert.WrittenSpan));
        Assert.Equal(correction.Supersedes, DecisionJson.Read(decision.WrittenSpan).Supersedes);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"payment_id":"p-1","account_id":"a-1"}""")]
    [InlineData("""{"payment":{"payment_id":"p-1"}}""")]
    public void Anything_else_is_no_decision(string json)
    {
        Assert.ThrowsAny<JsonException>(() => DecisionGlance.Read(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.ThrowsAny<JsonException>(() => DecisionGlance.ReadAlert(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    private static Decision Decided(Outcome outcome) => new()
    {
        PaymentId = Paid.PaymentId,
        AccountId = Paid.AccountId,
        AmountMinor = Paid.AmountMinor,
        Currency = Paid.Currency,
        EventTimeMs = Paid.EventTimeMs,
        Outcome = outcome,
        Score = 500,
        Reasons = [new Reason("CODE", "because", "rule", 500)],
        PolicyName = "card-fraud",
        PolicyVersion = 1,
        PolicyDigest = "0123456789abcdef",
        Position = new LogPosition("payments.v1", 0, 1),
        FeatureSet = "0123456789abcdef",
        Features = [1, double.NaN],
    };
}
