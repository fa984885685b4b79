using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>
/// Bytes to payment. Any bytes give a payment or a rejection, never an exception, and a rejection never repeats what was refused. Has no
/// clock: an event time is implausible before the year 2000 and after 2100. Safe for concurrent use.
/// </summary>
public static class PaymentDecoder
{
    /// <summary>Most unknown fields kept.</summary>
    public const int UnknownFieldsMax = 64;

    /// <summary>Reads one payment: a JSON object, alone or in the Confluent wire format.</summary>
    /// <param name="utf8">The record's value.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="rejection">Why it was refused.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Payment? payment, [NotNullWhen(false)] out Rejection? rejection)
    {
        var fields = new PaymentFields { WithLabel = false };
        rejection = Read(utf8, ref fields);
        payment = rejection is null ? fields.Build() : null;
        return rejection is null;
    }

    /// <summary>Reads a payment with the <c>label</c> object that history files carry beside its fields.</summary>
    /// <param name="utf8">One line.</param>
    /// <param name="labelDelayMs">When the truth became known, ms after the event time, where the label does not say.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="label">Its label; null when there is none.</param>
    /// <param name="rejection">Why it was refused.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> utf8, long labelDelayMs, [NotNullWhen(true)] out Payment? payment, out Label? label,
        [NotNullWhen(false)] out Rejection? rejection)
    {
        var fields = new PaymentFields { WithLabel = true };
        rejection = Read(utf8, ref fields);
        payment = rejection is null ? fields.Build() : null;
        label = rejection is null ? fields.BuildLabel(payment!, labelDelayMs) : null;
        return rejection is null;
    }

    private static Rejection? Read(ReadOnlySpan<byte> utf8, ref PaymentFields fields)
    {
        if (RecordJson.TryOpen(ref utf8, out var json) is { } unreadable) return unreadable;
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                return new Rejection(RejectReason.NotAnObject, "", "a payment is a JSON object");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (fields.ReadProperty(ref json) is { } refused) return refused;
            }

            // Throws unless nothing but white space follows.
            json.Read();
            return fields.Complete();
        }
        catch (JsonException e)
        {
            return RecordJson.Malformed(e);
        }
    }
}
