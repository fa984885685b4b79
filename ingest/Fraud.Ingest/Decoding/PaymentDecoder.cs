using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>
/// Bytes to payment. Any bytes give a payment or a rejection, never an exception, and a rejection never repeats what was refused. Has no
/// clock: an event time is implausible before the year 2000 and after 2100. Safe for concurrent use.
/// </summary>
public static class PaymentDecoder
{
    /// <summary>Largest payment taken, bytes.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Deepest nesting of objects and arrays, the payment itself included.</summary>
    public const int DepthMax = 16;

    /// <summary>Most unknown fields kept.</summary>
    public const int UnknownFieldsMax = 64;

    /// <summary>Bytes before the JSON in the Confluent wire format: a zero and the schema id.</summary>
    private const int WireHeaderBytes = 5;

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = DepthMax };

    /// <summary>Reads one payment: a JSON object, alone or in the Confluent wire format.</summary>
    /// <param name="utf8">The record's value.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="rejection">Why it was refused.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Payment? payment, [NotNullWhen(false)] out Rejection? rejection)
    {
        payment = null;
        if (utf8.Length > BytesMax) return Refuse(RejectReason.TooLarge, "", $"larger than {BytesMax} bytes", out rejection);
        if (utf8.Length > WireHeaderBytes && utf8[0] == 0) utf8 = utf8[WireHeaderBytes..];
        if (!Utf8.IsValid(utf8)) return Refuse(RejectReason.MalformedJson, "", "not valid UTF-8", out rejection);

        var fields = default(PaymentFields);
        try
        {
            var json = new Utf8JsonReader(utf8, ReaderOptions);
            rejection = ReadObject(ref json, ref fields);
        }
        catch (JsonException e)
        {
            // The exception's own text may quote what it read.
            return Refuse(RejectReason.MalformedJson, "", $"not valid JSON at byte {e.BytePositionInLine}", out rejection);
        }

        if (rejection is not null) return false;
        payment = fields.Build();
        return true;
    }

    private static Rejection? ReadObject(ref Utf8JsonReader json, ref PaymentFields fields)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) return new Rejection(RejectReason.NotAnObject, "", "a payment is a JSON object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (fields.ReadProperty(ref json) is { } refused) return refused;
        }

        // Throws unless nothing but white space follows.
        json.Read();
        return fields.Complete();
    }

    private static bool Refuse(RejectReason reason, string field, string detail, out Rejection rejection)
    {
        rejection = new Rejection(reason, field, detail);
        return false;
    }
}
