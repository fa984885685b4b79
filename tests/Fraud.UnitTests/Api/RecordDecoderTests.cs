using System.Buffers;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Fraud.Api.Projection;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Xunit;

namespace Fraud.UnitTests.Api;

public class RecordDecoderTests
{
    private static readonly Timestamp DecidedAt = new(1_772_366_400_500, TimestampType.CreateTime);

    [Fact]
    public void An_alert_is_its_decision_and_its_payment_byte_for_byte()
    {
        var row = RecordDecoder.Alert(AlertBytes(Decision, Payment), DecidedAt);
        Assert.Equal(Bytes(b => DecisionJson.Write(Decision, b)), row.Row.Record);
        Assert.Equal(Encoding.UTF8.GetString(Bytes(b => PaymentJson.Write(Payment, b))), row.Payment);
        Assert.Equal(("C1", "M1", "D1", "192.0.2.1"), (row.CardId, row.MerchantId, row.DeviceId, row.Ip));
        Assert.Equal(DecidedAt.UtcDateTime, row.Row.DecidedTime);
    }

    [Fact]
    public void The_search_text_holds_ids_and_reasons_in_lower_case()
    {
        var search = RecordDecoder.Alert(AlertBytes(Decision, Payment), DecidedAt).Search;
        Assert.All(["p1", "a1", "c1", "m1", "d1", "192.0.2.1", "card_velocity", "many payments."], part => Assert.Contains(part, search, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"decision":{}}""")]
    [InlineData("""{"decision":{},"payment":{}}""")]
    [InlineData("""{"decision":{"payment_id":"\ud800"},"payment":{}}""")]
    [InlineData("\u0000\u0001")]
    public void Bytes_that_are_no_alert_are_refused_and_nothing_else_is_thrown(string text) =>
        Assert.ThrowsAny<JsonException>(() => RecordDecoder.Alert(Encoding.UTF8.GetBytes(text), DecidedAt));

    [Fact]
    public void A_payment_that_is_not_an_object_is_refused()
    {
        var decision = Encoding.UTF8.GetString(Bytes(b => DecisionJson.Write(Decision, b)));
        Assert.ThrowsAny<JsonException>(() => RecordDecoder.Alert(Encoding.UTF8.GetBytes($$"""{"decision":{{decision}},"payment":7}"""), DecidedAt));
    }

    [Fact]
    public void An_event_time_beyond_the_calendar_is_refused() =>
        Assert.ThrowsAny<JsonException>(() => RecordDecoder.Decision(
            Encoding.UTF8.GetBytes("""{"payment_id":"P","account_id":"A","event_time":"99999-01-01T00:00:00Z"}"""), DecidedAt));

    private static Payment Payment => new()
    {
        PaymentId = "P1",
        AccountId = "A1",
        CardId = "C1",
        MerchantId = "M1",
        AmountMinor = 1250,
        Currency = "EUR",
        EventTimeMs = 1_772_366_400_250,
        DeviceId = "D1",
        Ip = "192.0.2.1",
    };

    private static Decision Decision => new()
    {
        PaymentId = "P1",
        AccountId = "A1",
        AmountMinor = 1250,
        Currency = "EUR",
        EventTimeMs = 1_772_366_400_250,
        Outcome = Outcome.Review,
        Score = 612,
        Reasons = [new Reason("CARD_VELOCITY", "Many payments.", "card-velocity", 300)],
        PolicyName = "card-fraud",
        PolicyVersion = 3,
        PolicyDigest = "0123456789abcdef",
        Position = new LogPosition(Topics.Payments, 2, 41),
        FeatureSet = "00112233aabbccdd",
        Features = [1, double.NaN],
    };

    private static byte[] AlertBytes(Decision decision, Payment payment) => Bytes(b => AlertJson.Write(decision, payment, b));

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
