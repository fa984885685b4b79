using System.Buffers;
using System.Text;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Decoding;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class LabelDecoderTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var label = new Label
        {
            PaymentId = "p1",
            AccountId = "a1",
            Fraud = true,
            KnownTimeMs = 1772366400250,
            Source = "chargeback",
            Kind = "stolen card",
            EventTimeMs = 1772300000000,
            MerchantId = "m1",
            TerminalId = "t1",
            DeviceId = "d1",
            Ip = "10.0.0.1",
        };
        var json = new ArrayBufferWriter<byte>();
        LabelJson.Write(label, json);

        Assert.Equal(
            """{"payment_id":"p1","account_id":"a1","fraud":true,"kind":"stolen card","known_time":"2026-03-01T12:00:00.250Z","source":"chargeback","event_time":"2026-02-28T17:33:20Z","merchant_id":"m1","terminal_id":"t1","device_id":"d1","ip":"10.0.0.1"}""",
            Encoding.UTF8.GetString(json.WrittenSpan));
        Assert.True(LabelDecoder.TryDecode(json.WrittenSpan, out var read, out _));
        Assert.Equal(label, read);
    }

    [Theory]
    [InlineData("nothing", RejectReason.MalformedJson, "")]
    [InlineData("[]", RejectReason.NotAnObject, "")]
    [InlineData("""{"payment_id":"p1"}""", RejectReason.MissingField, "account_id")]
    [InlineData("""{"payment_id":"p1","account_id":"a1","known_time":"2026-03-01T12:00:00Z"}""", RejectReason.MissingField, "fraud")]
    [InlineData("""{"payment_id":"p1","account_id":"a1","fraud":true}""", RejectReason.MissingField, "known_time")]
    [InlineData("""{"fraud":1}""", RejectReason.WrongType, "fraud")]
    [InlineData("""{"known_time":"1999-12-31T23:59:59Z"}""", RejectReason.ImplausibleTime, "known_time")]
    [InlineData("""{"account_id":"4111111111111111"}""", RejectReason.CardNumber, "account_id")]
    public void Bad_input_is_refused_with_its_field(string json, RejectReason reason, string field)
    {
        Assert.False(LabelDecoder.TryDecode(Encoding.UTF8.GetBytes(json), out _, out var rejection));
        Assert.Equal((reason, field), (rejection.Reason, rejection.Field));
    }
}
