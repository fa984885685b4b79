using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// Writes keys and values of CDC records in Debezium's envelope without its schema part (debezium.io, PostgreSQL connector, "Data change
/// events"). Not safe for concurrent use.
/// </summary>
/// <param name="time">When the connector saw the change: the envelope's own <c>ts_ms</c>.</param>
internal sealed class ChangeEnvelope(TimeProvider time) : IDisposable
{
    private static readonly string Version = typeof(ChangeEnvelope).Assembly.GetName().Version!.ToString(3);
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json = new(
        Stream.Null, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The key of a row as a JSON object; null for a table without one.</summary>
    public byte[]? Key(SourceTable table, RowImage row)
    {
        if (!table.HasKey) return null;
        var json = Start();
        json.WriteStartObject();
        foreach (var i in table.Key) WriteColumn(json, table.Columns[i], row.Values[i]);
        json.WriteEndObject();
        return Finish();
    }

    /// <summary>One change as a JSON object.</summary>
    public byte[] Value(SourceTable table, RowOperation operation, RowImage? before, RowImage? after, in ChangeSource source)
    {
        var json = Start();
        json.WriteStartObject();
        json.WritePropertyName("before"u8);
        WriteRow(json, table, before);
        json.WritePropertyName("after"u8);
        WriteRow(json, table, after);
        WriteSource(json, table.Schema, table.Name, source);
        json.WriteNull("transaction"u8);
        json.WriteString("op"u8, Letter(operation));
        WriteTimes(json, NowMicros());
        json.WriteEndObject();
        return Finish();
    }

    /// <summary>Key of a logical message.</summary>
    public byte[] MessageKey(string prefix)
    {
        var json = Start();
        json.WriteStartObject();
        json.WriteString("prefix"u8, prefix);
        json.WriteEndObject();
        return Finish();
    }

    /// <summary>A logical message (<c>pg_logical_emit_message</c>) as a JSON object.</summary>
    public byte[] MessageValue(string prefix, ReadOnlySpan<byte> content, in ChangeSource source)
    {
        var json = Start();
        json.WriteStartObject();
        json.WriteString("op"u8, "m"u8);
        json.WriteNumber("ts_ms"u8, NowMicros() / 1000);
        WriteSource(json, "", "", source);
        json.WriteNull("transaction"u8);
        json.WriteStartObject("message"u8);
        json.WriteString("prefix"u8, prefix);
        json.WriteBase64String("content"u8, content);
        json.WriteEndObject();
        json.WriteEndObject();
        return Finish();
    }

    public void Dispose() => _json.Dispose();

    private static ReadOnlySpan<byte> Letter(RowOperation operation) => operation switch
    {
        RowOperation.Read => "r"u8,
        RowOperation.Create => "c"u8,
        RowOperation.Update => "u"u8,
        RowOperation.Delete => "d"u8,
        _ => "t"u8,
    };

    private static void WriteSource(Utf8JsonWriter json, string schema, string table, in ChangeSource source)
    {
        json.WriteStartObject("source"u8);
        json.WriteString("version"u8, Version);
        json.WriteString("connector"u8, "postgresql"u8);
        json.WriteString("name"u8, source.Name);
        json.WriteNumber("ts_ms"u8, Math.DivRem(source.CommitMicros, 1000).Quotient);
        json.WriteString("snapshot"u8, source.Snapshot);
        json.WriteString("db"u8, source.Database);
        WriteSequence(json, source);
        json.WriteNumber("ts_us"u8, source.CommitMicros);
        json.WriteNumber("ts_ns"u8, source.CommitMicros * 1000);
        json.WriteString("schema"u8, schema);
        json.WriteString("table"u8, table);
        WriteNumber(json, "txId"u8, source.TransactionId);
        json.WriteNumber("lsn"u8, (ulong)source.Lsn);
        json.WriteNull("xmin"u8);
        if (source.Origin is { } origin) json.WriteString("origin"u8, origin);
        else json.WriteNull("origin"u8);
        WriteNumber(json, "origin_lsn"u8, (ulong?)source.OriginLsn);
        json.WriteEndObject();
    }

    private static void WriteSequence(Utf8JsonWriter json, in ChangeSource source)
    {
        Span<char> text = stackalloc char[64];
        var (last, lsn) = ((ulong)source.LastCommit, (ulong)source.Lsn);
        int length;
        if (last == 0) text.TryWrite(CultureInfo.InvariantCulture, $"[null,\"{lsn}\"]", out length);
        else text.TryWrite(CultureInfo.InvariantCulture, $"[\"{last}\",\"{lsn}\"]", out length);
        json.WriteString("sequence"u8, text[..length]);
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong? number)
    {
        if (number is { } given) json.WriteNumber(name, given);
        else json.WriteNull(name);
    }

    private static void WriteTimes(Utf8JsonWriter json, long micros)
    {
        json.WriteNumber("ts_ms"u8, micros / 1000);
        json.WriteNumber("ts_us"u8, micros);
        json.WriteNumber("ts_ns"u8, micros * 1000);
    }

    private static void WriteRow(Utf8JsonWriter json, SourceTable table, RowImage? row)
    {
        if (row is not { } image)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        for (var i = 0; i < table.Columns.Count; i++) WriteColumn(json, table.Columns[i], image.Values[i]);
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, SourceColumn column, string? text)
    {
        if (column.Format is not { } format) return;
        json.WritePropertyName(column.JsonName);
        if (text is null)
        {
            if (column.IsOptional) json.WriteNullValue();
            else format.WriteMissing(json);
        }
        else if (ReferenceEquals(text, RowImage.Unavailable))
        {
            format.WriteUnavailable(json);
        }
        else
        {
            format.Write(json, text);
        }
    }

    private long NowMicros() => (time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private Utf8JsonWriter Start()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        return _json;
    }

    private byte[] Finish()
    {
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }
}
