using System.Text.Json;

namespace Fraud.Host.Auditing;

/// <summary>The few fields of a decision that an audit needs, read without the rest, which is mostly the feature vector.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="Stopped">True unless approved.</param>
/// <param name="IsCorrection">It takes the place of an earlier decision about the payment.</param>
internal readonly record struct DecisionGlance(string PaymentId, string AccountId, bool Stopped, bool IsCorrection)
{
    /// <summary>Reads a record of <c>decisions.v1</c>.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static DecisionGlance Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        return Read(ref json);
    }

    /// <summary>Reads the decision in a record of <c>alerts.v1</c>.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static DecisionGlance ReadAlert(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("decision"u8))
            {
                json.Skip();
                continue;
            }

            json.Read();
            return Read(ref json);
        }

        throw new JsonException("an alert lacks its decision");
    }

    private static DecisionGlance Read(ref Utf8JsonReader json)
    {
        string? paymentId = null, accountId = null, outcome = null;
        var isCorrection = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("payment_id"u8)) paymentId = Text(ref json);
            else if (json.ValueTextEquals("account_id"u8)) accountId = Text(ref json);
            else if (json.ValueTextEquals("outcome"u8)) outcome = Text(ref json);
            else
            {
                // It stands before the outcome.
                isCorrection |= json.ValueTextEquals("supersedes"u8);
                json.Skip();
            }

            if (paymentId is not null && accountId is not null && outcome is not null)
                return new DecisionGlance(paymentId, accountId, outcome != "approve", isCorrection);
        }

        throw new JsonException("a decision lacks payment_id, account_id or outcome");
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }
}
