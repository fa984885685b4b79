using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class PaymentDecoderTests
{
    private const string Required =
        """ "payment_id":"p1","account_id":"a1","amount_minor":1250,"currency":"EUR","event_time":"2026-03-01T12:00:00.250Z" """;

    [Fact]
    public void Every_field_is_read()
    {
        var payment = Decode($$"""
            {{{Required}},"card_id":"c1","merchant_id":"m1","terminal_id":"t1","mcc":"5411","channel":"pos","entry_mode":"chip",
            "country":"DE","ip":"2001:db8::1","device_id":"d1","latitude":52.5,"longitude":-13.25}
            """);

        Assert.Equal(
            new Payment
            {
                PaymentId = "p1",
                AccountId = "a1",
                CardId = "c1",
                MerchantId = "m1",
                TerminalId = "t1",
                Mcc = "5411",
                AmountMinor = 1250,
                Currency = "EUR",
                EventTimeMs = 1772366400250,
                Channel = "pos",
                EntryMode = "chip",
                Country = "DE",
                Ip = "2001:db8::1",
                DeviceId = "d1",
                Latitude = 52.5,
                Longitude = -13.25,
            },
            payment);
    }

    [Fact]
    public void Optional_fields_may_be_absent_null_or_empty() =>
        Assert.Equal(Decode($$"""{{{Required}}}"""), Decode($$"""{{{Required}},"card_id":null,"mcc":"","latitude":null}"""));

    [Fact]
    public void Unknown_fields_are_kept_as_they_came()
    {
        var payment = Decode($$"""{{{Required}},"loyalty":{"tier":["gold",3]},"basket_size":7}""");

        Assert.Equal("""{"tier":["gold",3]}""", payment.Extra!["loyalty"].GetRawText());
        Assert.Equal(7, payment.Extra["basket_size"].GetInt32());
        Assert.Null(Decode($$"""{{{Required}}}""").Extra);
    }

    [Fact]
    public void Escapes_in_names_and_values_are_understood()
    {
        var payment = Decode($$"""{{{Required}},"card\u005fid":"k\u00e4rte"}""");

        Assert.Equal("kärte", payment.CardId);
        Assert.Null(payment.Extra);
    }

    [Fact]
    public void The_Confluent_wire_format_is_read()
    {
        byte[] framed = [0, 0, 0, 0, 42, .. Encoding.UTF8.GetBytes($$"""{{{Required}}}""")];

        Assert.True(PaymentDecoder.TryDecode(framed, out var payment, out _));
        Assert.Equal("p1", payment.PaymentId);
    }

    [Fact]
    public void Values_that_repeat_are_shared_strings() =>
        Assert.Same(
            Decode($$"""{{{Required}},"mcc":"groceries"}""").Mcc,
            Decode($$"""{{{Required}},"mcc":"groceries"}""").Mcc);

    [Theory]
    [InlineData("", RejectReason.MalformedJson, "")]
    [InlineData("{", RejectReason.MalformedJson, "")]
    [InlineData("{} x", RejectReason.MalformedJson, "")]
    [InlineData("""{"amount_minor":NaN}""", RejectReason.MalformedJson, "")]
    [InlineData("""{"x":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}""", RejectReason.MalformedJson, "")]
    [InlineData("""{"payment_id":"a\ud800b"}""", RejectReason.MalformedJson, "payment_id")]
    [InlineData("""{"x":{"y":"a\ud800b"}}""", RejectReason.MalformedJson, "x")]
    [InlineData("[]", RejectReason.NotAnObject, "")]
    [InlineData("7", RejectReason.NotAnObject, "")]
    [InlineData("""{"payment_id":"a","payment_id":"a"}""", RejectReason.DuplicateField, "payment_id")]
    [InlineData("""{"x":1,"x":1}""", RejectReason.DuplicateField, "x")]
    [InlineData("{}", RejectReason.MissingField, "payment_id")]
    [InlineData("""{"payment_id":""}""", RejectReason.MissingField, "payment_id")]
    [InlineData("""{"payment_id":"a","account_id":null}""", RejectReason.MissingField, "account_id")]
    [InlineData("""{"payment_id":"a","account_id":"b","amount_minor":null}""", RejectReason.MissingField, "amount_minor")]
    [InlineData("""{"payment_id":7}""", RejectReason.WrongType, "payment_id")]
    [InlineData("""{"amount_minor":"12"}""", RejectReason.WrongType, "amount_minor")]
    [InlineData("""{"latitude":[1]}""", RejectReason.WrongType, "latitude")]
    [InlineData("""{"amount_minor":-1}""", RejectReason.InvalidValue, "amount_minor")]
    [InlineData("""{"amount_minor":1.5}""", RejectReason.InvalidValue, "amount_minor")]
    [InlineData("""{"amount_minor":99999999999999999999999}""", RejectReason.InvalidValue, "amount_minor")]
    [InlineData("""{"latitude":90.01}""", RejectReason.InvalidValue, "latitude")]
    [InlineData("""{"longitude":1e999}""", RejectReason.InvalidValue, "longitude")]
    [InlineData("""{"account_id":"a\u0000b"}""", RejectReason.InvalidValue, "account_id")]
    [InlineData("""{"country":"de"}""", RejectReason.InvalidValue, "country")]
    [InlineData("""{"ip":"300.1.1.1"}""", RejectReason.InvalidValue, "ip")]
    [InlineData("""{"event_time":"2026-03-01T12:00:00"}""", RejectReason.InvalidValue, "event_time")]
    [InlineData("""{"event_time":"2026-02-30T12:00:00Z"}""", RejectReason.InvalidValue, "event_time")]
    [InlineData("""{"event_time":1772366400}""", RejectReason.WrongType, "event_time")]
    [InlineData("""{"currency":"XXX"}""", RejectReason.UnknownCurrency, "currency")]
    [InlineData("""{"currency":"eur"}""", RejectReason.UnknownCurrency, "currency")]
    [InlineData("""{"event_time":"1970-01-01T00:00:00Z"}""", RejectReason.ImplausibleTime, "event_time")]
    [InlineData("""{"event_time":"2101-01-01T00:00:00Z"}""", RejectReason.ImplausibleTime, "event_time")]
    [InlineData("""{"card_id":"4111111111111111"}""", RejectReason.CardNumber, "card_id")]
    [InlineData("""{"account_id":"4111-1111 1111-1111"}""", RejectReason.CardNumber, "account_id")]
    [InlineData("""{"card_id":"\u0034111111111111111"}""", RejectReason.CardNumber, "card_id")]
    [InlineData("""{"note":{"pan":"378282246310005"}}""", RejectReason.CardNumber, "note")]
    [InlineData("""{"pan":5555555555554444}""", RejectReason.CardNumber, "pan")]
    public void Bad_input_is_refused_with_its_field(string json, RejectReason reason, string field)
    {
        Assert.False(PaymentDecoder.TryDecode(Encoding.UTF8.GetBytes(json), out _, out var rejection));
        Assert.Equal((reason, field), (rejection.Reason, rejection.Field));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        Assert.False(PaymentDecoder.TryDecode([.. "{\"payment_id\":\""u8, 0xC3, 0x28, .. "\"}"u8], out _, out var rejection));
        Assert.Equal(RejectReason.MalformedJson, rejection.Reason);
    }

    [Fact]
    public void Too_large_is_refused_before_it_is_read()
    {
        Assert.False(PaymentDecoder.TryDecode(new byte[10_000_000], out _, out var rejection));
        Assert.Equal(RejectReason.TooLarge, rejection.Reason);
    }

    [Fact]
    public void A_rejection_never_repeats_a_card_number()
    {
        string[] bad =
        [
            """{"card_id":"4111111111111111"}""", """{"4111111111111111":1}""", """{"payment_id":4111111111111111}""",
            """{"x":"4111111111111111","x":2}""", """{"currency":"4111111111111111"}""", "4111111111111111", "{4111111111111111",
        ];
        foreach (var json in bad)
        {
            Assert.False(PaymentDecoder.TryDecode(Encoding.UTF8.GetBytes(json), out _, out var rejection));
            Assert.DoesNotContain("1111", JsonSerializer.Serialize(rejection), StringComparison.Ordinal);
        }
    }

    private static Payment Decode(string json)
    {
        Assert.True(PaymentDecoder.TryDecode(Encoding.UTF8.GetBytes(json), out var payment, out var rejection), rejection?.ToString());
        return payment;
    }
}
