using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Gateway;

/// <summary>Reads the little the gateway needs of a decision's JSON, without the rest.</summary>
internal static class DecisionHeader
{
    /// <summary>The payment a decision is about. Its ids stand first in the JSON, so this stops early.</summary>
    /// <returns>False when the bytes are no decision.</returns>
    public static bool TryReadKey(ReadOnlySpan<byte> decision, out PaymentKey key)
    {
        string? paymentId = null, accountId = null;
        try
        {
            var json = new Utf8JsonReader(decision);
            json.Read();
            while ((paymentId is null || accountId is null) && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("payment_id"u8) && json.Read()) paymentId = json.GetString();
                else if (json.ValueTextEquals("account_id"u8) && json.Read()) accountId = json.GetString();
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not a decision, or text where it should not be.
        }

        key = new PaymentKey(accountId ?? "", paymentId ?? "");
        return paymentId is not null && accountId is not null;
    }

    /// <summary>True when the decision is about the record at this position, and not about an earlier record with the same payment id.</summary>
    public static bool IsAbout(ReadOnlySpan<byte> decision, LogPosition position)
    {
        var json = new Utf8JsonReader(decision);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("position"u8))
            {
                json.Read();
                return ReadPosition(ref json) == position;
            }

            json.Skip();
        }

        return false;
    }

    private static LogPosition ReadPosition(ref Utf8JsonReader json)
    {
        string topic = "";
        int partition = -1;
        long offset = -1;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("topic"u8) && json.Read()) topic = json.GetString()!;
            else if (json.ValueTextEquals("partition"u8) && json.Read()) partition = json.GetInt32();
            else if (json.ValueTextEquals("offset"u8) && json.Read()) offset = json.GetInt64();
            else json.Skip();
        }

        return new LogPosition(topic, partition, offset);
    }
}
