using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// Bytes of a CDC record to a row change. Takes Debezium's envelope with and without its <c>schema</c> part
/// (debezium.io, PostgreSQL connector, "Data change events").
/// </summary>
public static class RowChangeDecoder
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads one record.</summary>
    /// <param name="value">The record's value; null or empty for a tombstone.</param>
    /// <param name="change">The change; null for a tombstone and for messages that change no row.</param>
    /// <param name="problem">Why the bytes are no change event.</param>
    /// <returns>False when the bytes are no change event.</returns>
    public static bool TryDecode(byte[]? value, out RowChange? change, [NotNullWhen(false)] out string? problem)
    {
        change = null;
        problem = null;
        if (value is not { Length: > 0 })
            return true;
        if (!Utf8.IsValid(value))
        {
            problem = "not valid UTF-8";
            return false;
        }

        try
        {
            if (!RecordJson.TextIsReadable(value))
            {
                problem = "a text holds half of a surrogate pair";
                return false;
            }

            using var document = JsonDocument.Parse(value, Options);
            var envelope = document.RootElement;
            if (envelope.ValueKind == JsonValueKind.Object && envelope.TryGetProperty("payload"u8, out var payload))
                envelope = payload;
            if (envelope.ValueKind == JsonValueKind.Null)
                return true;
            return TryRead(envelope, out change, out problem);
        }
        catch (JsonException e)
        {
            problem = $"not valid JSON at byte {e.BytePositionInLine}";
            return false;
        }
    }

    private static bool TryRead(JsonElement envelope, out RowChange? change, out string? problem)
    {
        change = null;
        problem = null;
        if (envelope.ValueKind != JsonValueKind.Object
            || !envelope.TryGetProperty("op"u8, out var op) || op.ValueKind != JsonValueKind.String
            || !envelope.TryGetProperty("source"u8, out var source) || source.ValueKind != JsonValueKind.Object)
        {
            problem = "no change event: 'op' and 'source' are missing";
            return false;
        }

        if (op.ValueEquals("m"u8))
            return true;
        if (Operation(op) is not { } operation)
        {
            problem = "'op' is none of r, c, u, d, t, m";
            return false;
        }

        if (!source.TryGetProperty("table"u8, out var table) || table.ValueKind != JsonValueKind.String || Time(source, envelope) is not { } timeMs)
        {
            problem = "'source.table' or the time is missing";
            return false;
        }

        change = new RowChange(table.GetString()!, operation, Row(envelope, "before"u8), Row(envelope, "after"u8), timeMs);
        return true;
    }

    private static RowOperation? Operation(JsonElement op) =>
        op.ValueEquals("r"u8) ? RowOperation.Read
        : op.ValueEquals("c"u8) ? RowOperation.Create
        : op.ValueEquals("u"u8) ? RowOperation.Update
        : op.ValueEquals("d"u8) ? RowOperation.Delete
        : op.ValueEquals("t"u8) ? RowOperation.Truncate
        : null;

    private static long? Time(JsonElement source, JsonElement envelope)
    {
        // The commit time is the source's; the envelope's own is when the connector saw it.
        if (source.TryGetProperty("ts_ms"u8, out var commit) && commit.ValueKind == JsonValueKind.Number && commit.TryGetInt64(out var commitMs))
            return commitMs;
        return envelope.TryGetProperty("ts_ms"u8, out var seen) && seen.ValueKind == JsonValueKind.Number && seen.TryGetInt64(out var seenMs)
            ? seenMs
            : null;
    }

    private static JsonElement? Row(JsonElement envelope, ReadOnlySpan<byte> name) =>
        envelope.TryGetProperty(name, out var row) && row.ValueKind == JsonValueKind.Object ? row.Clone() : null;
}
