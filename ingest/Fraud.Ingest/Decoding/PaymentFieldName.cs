using System.Text.Json;

namespace Fraud.Ingest.Decoding;

/// <summary>JSON names of the payment's fields.</summary>
internal static class PaymentFieldName
{
    public const string PaymentId = "payment_id";
    public const string AccountId = "account_id";
    public const string CardId = "card_id";
    public const string MerchantId = "merchant_id";
    public const string TerminalId = "terminal_id";
    public const string Mcc = "mcc";
    public const string AmountMinor = "amount_minor";
    public const string Currency = "currency";
    public const string EventTime = "event_time";
    public const string Channel = "channel";
    public const string EntryMode = "entry_mode";
    public const string Country = "country";
    public const string Ip = "ip";
    public const string DeviceId = "device_id";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";

    /// <summary>Longer than any known name.</summary>
    private const int NameBytesMax = 16;

    public static PaymentField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("ip"u8) => PaymentField.Ip,
        3 when name.SequenceEqual("mcc"u8) => PaymentField.Mcc,
        7 when name.SequenceEqual("card_id"u8) => PaymentField.CardId,
        7 when name.SequenceEqual("channel"u8) => PaymentField.Channel,
        7 when name.SequenceEqual("country"u8) => PaymentField.Country,
        8 when name.SequenceEqual("currency"u8) => PaymentField.Currency,
        8 when name.SequenceEqual("latitude"u8) => PaymentField.Latitude,
        9 when name.SequenceEqual("device_id"u8) => PaymentField.DeviceId,
        9 when name.SequenceEqual("longitude"u8) => PaymentField.Longitude,
        10 when name.SequenceEqual("payment_id"u8) => PaymentField.PaymentId,
        10 when name.SequenceEqual("account_id"u8) => PaymentField.AccountId,
        10 when name.SequenceEqual("event_time"u8) => PaymentField.EventTime,
        10 when name.SequenceEqual("entry_mode"u8) => PaymentField.EntryMode,
        11 when name.SequenceEqual("merchant_id"u8) => PaymentField.MerchantId,
        11 when name.SequenceEqual("terminal_id"u8) => PaymentField.TerminalId,
        12 when name.SequenceEqual("amount_minor"u8) => PaymentField.AmountMinor,
        _ => PaymentField.Unknown,
    };

    /// <summary>Finds the name the reader stands on when it holds escapes.</summary>
    public static PaymentField FindEscaped(ref Utf8JsonReader json)
    {
        Span<byte> name = stackalloc byte[NameBytesMax * 6];
        return json.ValueSpan.Length <= name.Length && FieldText.TryUnescape(ref json, name, out var length)
            ? Find(name[..length])
            : PaymentField.Unknown;
    }
}
