using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>A <see cref="Label"/> as UTF-8 JSON.</summary>
public static class LabelJson
{
    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    public static void Write(Label label, IBufferWriter<byte> output)
    {
        var json = JsonOutput.On(output);
        json.WriteStartObject();
        json.WriteString("payment_id"u8, label.PaymentId);
        json.WriteString("account_id"u8, label.AccountId);
        WriteFields(label, json);
        if (label.EventTimeMs is { } made)
            json.WriteTime("event_time"u8, made);
        if (label.MerchantId is not null)
            json.WriteString("merchant_id"u8, label.MerchantId);
        if (label.TerminalId is not null)
            json.WriteString("terminal_id"u8, label.TerminalId);
        if (label.DeviceId is not null)
            json.WriteString("device_id"u8, label.DeviceId);
        if (label.Ip is not null)
            json.WriteString("ip"u8, label.Ip);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Writes what is known of the payment, without its ids, into an object the caller has started and ends.</summary>
    public static void WriteFields(Label label, Utf8JsonWriter json)
    {
        json.WriteBoolean("fraud"u8, label.Fraud);
        if (label.Kind is not null)
            json.WriteString("kind"u8, label.Kind);
        json.WriteTime("known_time"u8, label.KnownTimeMs);
        json.WriteString("source"u8, label.Source);
    }
}
