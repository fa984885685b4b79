using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Host.Demo.Live;

/// <summary>Payments broken in the ways that real senders break them.</summary>
internal static class MalformedPayments
{
    private static readonly Func<JsonObject, byte[]>[] Ways =
    [
        json => Bytes(json)[..40],
        json => With(json, "amount_minor", "12.50"),
        json => With(json, "currency", "EURO"),
        json => With(json, "account_id", null),
        json => With(json, "event_time", "yesterday"),
        json => With(json, "card_id", "4111111111111111"),
        _ => "[1,2,3]"u8.ToArray(),
    ];

    /// <summary>The payment broken in the n-th way.</summary>
    public static byte[] Break(Payment payment, int way)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PaymentJson.Write(payment, buffer);
        return Ways[way % Ways.Length](JsonNode.Parse(buffer.WrittenSpan)!.AsObject());
    }

    private static byte[] With(JsonObject json, string field, string? value)
    {
        json[field] = value;
        return Bytes(json);
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
