using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>A <see cref="Payment"/> as UTF-8 JSON. Fields without a value are left out; unknown fields are written as they came.</summary>
public static class PaymentJson
{
    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    public static void Write(Payment payment, IBufferWriter<byte> output)
    {
        var json = JsonOutput.On(output);
        Write(payment, json);
        json.Flush();
    }

    /// <summary>Writes the record as one JSON object.</summary>
    public static void Write(Payment payment, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteFields(payment, json);
        json.WriteEndObject();
    }

    /// <summary>Writes the record's properties into an object the caller has started and ends.</summary>
    public static void WriteFields(Payment payment, Utf8JsonWriter json)
    {
        json.WriteString("payment_id"u8, payment.PaymentId);
        json.WriteString("account_id"u8, payment.AccountId);
        Text(json, "card_id"u8, payment.CardId);
        Text(json, "merchant_id"u8, payment.MerchantId);
        Text(json, "terminal_id"u8, payment.TerminalId);
        Text(json, "mcc"u8, payment.Mcc);
        json.WriteNumber("amount_minor"u8, payment.AmountMinor);
        json.WriteString("currency"u8, payment.Currency);
        json.WriteTime("event_time"u8, payment.EventTimeMs);
        Text(json, "channel"u8, payment.Channel);
        Text(json, "entry_mode"u8, payment.EntryMode);
        Text(json, "country"u8, payment.Country);
        Text(json, "ip"u8, payment.Ip);
        Text(json, "device_id"u8, payment.DeviceId);
        if (payment.Latitude is { } latitude)
            json.WriteNumber("latitude"u8, latitude);
        if (payment.Longitude is { } longitude)
            json.WriteNumber("longitude"u8, longitude);
        if (payment.Extra is not { } extra)
            return;
        foreach (var (name, value) in extra)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
