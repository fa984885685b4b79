using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>Bytes to label. Any bytes give a label or a rejection, never an exception. Safe for concurrent use.</summary>
public static class LabelDecoder
{
    /// <summary>Reads one label: a JSON object, alone or in the Confluent wire format.</summary>
    /// <param name="utf8">The record's value.</param>
    /// <param name="label">The label.</param>
    /// <param name="rejection">Why it was refused.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Label? label, [NotNullWhen(false)] out Rejection? rejection)
    {
        var fields = default(LabelFields);
        rejection = Read(utf8, ref fields);
        label = rejection is null ? fields.Build() : null;
        return rejection is null;
    }

    private static Rejection? Read(ReadOnlySpan<byte> utf8, ref LabelFields fields)
    {
        if (RecordJson.TryOpen(ref utf8, out var json) is { } unreadable) return unreadable;
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                return new Rejection(RejectReason.NotAnObject, "", "a label is a JSON object");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (fields.ReadProperty(ref json) is { } refused) return refused;
            }

            json.Read();
            return fields.Complete();
        }
        catch (JsonException e)
        {
            return RecordJson.Malformed(e);
        }
    }
}
