using System.Text.Json;
using Confluent.Kafka;
using Fraud.Api.Storage;
using Fraud.Contracts.Json;

namespace Fraud.Api.Projection;

/// <summary>Bytes of <c>decisions.v1</c> and <c>alerts.v1</c> to rows. Everything Postgres could refuse later is refused here.</summary>
internal static class RecordDecoder
{
    /// <summary>Reads a decision.</summary>
    /// <exception cref="JsonException">The bytes are not a decision that can be stored.</exception>
    public static DecisionRow Decision(ReadOnlyMemory<byte> record, Timestamp timestamp)
    {
        try
        {
            var decision = DecisionJson.Read(record.Span);
            return new DecisionRow(
                decision, record.ToArray(), DateTimeOffset.FromUnixTimeMilliseconds(decision.EventTimeMs).UtcDateTime, timestamp.UtcDateTime);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new JsonException($"not a decision: {e.Message}", e);
        }
    }

    /// <summary>Reads an alert.</summary>
    /// <exception cref="JsonException">The bytes are not an alert that can be stored.</exception>
    public static AlertRecordRow Alert(ReadOnlyMemory<byte> record, Timestamp timestamp)
    {
        var (decision, payment) = Parts(record);
        var row = Decision(record[decision], timestamp);
        using var document = JsonDocument.Parse(record[payment]);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("'payment' is not an object");
        try
        {
            return Alert(row, document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException($"not a payment: {e.Message}", e);
        }
    }

    private static AlertRecordRow Alert(DecisionRow row, JsonElement payment)
    {
        var (card, merchant, device, ip) = (Text(payment, "card_id"), Text(payment, "merchant_id"), Text(payment, "device_id"), Text(payment, "ip"));
        IEnumerable<string?> searched =
        [
            row.Decision.PaymentId, row.Decision.AccountId, card, merchant, device, ip,
            .. row.Decision.Reasons.SelectMany(r => new[] { r.Code, r.Sentence }),
        ];
        return new AlertRecordRow(row, payment.GetRawText())
        {
            CardId = card,
            MerchantId = merchant,
            Mcc = Text(payment, "mcc"),
            Country = Text(payment, "country"),
            Channel = Text(payment, "channel"),
            DeviceId = device,
            Ip = ip,
            Search = PostgresText.Of(string.Join(' ', searched.Where(s => s is not null)).ToLowerInvariant()),
        };
    }

    private static string? Text(JsonElement payment, string name) =>
        payment.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? PostgresText.Of(value.GetString()!) : null;

    private static (Range Decision, Range Payment) Parts(ReadOnlyMemory<byte> record)
    {
        Range? decision = null, payment = null;
        var json = new Utf8JsonReader(record.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException("not an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isDecision = json.ValueTextEquals("decision"u8);
            var isPayment = json.ValueTextEquals("payment"u8);
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            var part = start..(int)json.BytesConsumed;
            if (isDecision) decision = part;
            else if (isPayment) payment = part;
        }

        return (decision ?? throw new JsonException("'decision' is missing"), payment ?? throw new JsonException("'payment' is missing"));
    }
}
