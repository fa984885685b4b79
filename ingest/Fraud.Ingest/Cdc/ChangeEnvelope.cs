using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// Writes keys and values of CDC records in Debezium's envelope without its schema part (debezium.io, PostgreSQL connector, "Data change
/// events"). Not safe for concurrent use.
/// </summary>
/// <param name="time">When the connector saw the change: the envelope's own <c>ts_ms</c>.</param>
internal sealed class ChangeEnvelope(TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>The primary key of a row as a JSON object; null for a table without one.</summary>
    public byte[]? Key(SourceTable table, RowImage row)
    {
        if (!table.HasKey) return null;
        using var json = Start();
        WriteColumns(json, table, row, keyOnly: true);
        return Finish(json);
    }

    /// <summary>One change as a JSON object.</summary>
    public byte[] Value(SourceTable table, RowOperation operation, RowImage? before, bool beforeIsKeyOnly, RowImage? after, ChangeSource source)
    {
        using var json = Start();
        json.WriteStartObject();
        json.WritePropertyName("before"u8);
        WriteRow(json, table, before, beforeIsKeyOnly);
        json.WritePropertyName("after"u8);
        WriteRow(json, table, after, keyOnly: false);
        WriteSource(json, table, source);
        json.WriteString("op"u8, ChangeSource.Letter(operation));
        var seen = time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks;
        WriteTimes(json, seen / TimeSpan.TicksPerMicrosecond);
        json.WriteEndObject();
        return Finish(json);
    }

    private static void WriteSource(Utf8JsonWriter json, SourceTable table, ChangeSource source)
    {
        var lsn = (ulong)source.Lsn;
        json.WriteStartObject("source"u8);
        json.WriteString("version"u8, typeof(ChangeEnvelope).Assembly.GetName().Version!.ToString(3));
        json.WriteString("connector"u8, "postgresql"u8);
        json.WriteString("name"u8, source.Name);
        WriteTimes(json, source.CommitMicros);
        json.WriteString("snapshot"u8, source.Snapshot ? "true"u8 : "false"u8);
        json.WriteString("db"u8, source.Database);
        json.WriteString("sequence"u8, string.Create(CultureInfo.InvariantCulture, $"[\"{(ulong)source.CommitLsn}\",\"{lsn}\"]"));
        json.WriteString("schema"u8, table.Schema);
        json.WriteString("table"u8, table.Name);
        json.WritePropertyName("txId"u8);
        if (source.TransactionId is { } transaction) json.WriteNumberValue(transaction);
        else json.WriteNullValue();
        json.WriteNumber("lsn"u8, lsn);
        json.WriteNull("xmin"u8);
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, long micros)
    {
        json.WriteNumber("ts_ms"u8, micros / 1000);
        json.WriteNumber("ts_us"u8, micros);
        json.WriteNumber("ts_ns"u8, micros * 1000);
    }

    private static void WriteRow(Utf8JsonWriter json, SourceTable table, RowImage? row, bool keyOnly)
    {
        if (row is { } image) WriteColumns(json, table, image, keyOnly);
        else json.WriteNullValue();
    }

    private static void WriteColumns(Utf8JsonWriter json, SourceTable table, RowImage row, bool keyOnly)
    {
        json.WriteStartObject();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (keyOnly && !column.IsKey) continue;
            json.WritePropertyName(column.Name);
            if (ReferenceEquals(row.Values[i], RowImage.Unavailable)) json.WriteStringValue(RowImage.Unavailable);
            else ColumnJson.Write(json, column.TypeId, row.Values[i]);
        }

        json.WriteEndObject();
    }

    private Utf8JsonWriter Start()
    {
        _buffer.ResetWrittenCount();
        return new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
    }

    private byte[] Finish(Utf8JsonWriter json)
    {
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }
}
