using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>hstore</c> as the text of a JSON object; keys in Postgres's order.</summary>
internal sealed class HstoreFormat : ColumnFormat
{
    public static readonly HstoreFormat Instance = new();
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var pairs = new Utf8JsonWriter(buffer, Options);
        pairs.WriteStartObject();
        while (text.Length > 0)
        {
            pairs.WritePropertyName(Quoted(ref text));
            text = text["=>".Length..];
            if (text[0] == '"')
            {
                pairs.WriteStringValue(Quoted(ref text));
            }
            else
            {
                pairs.WriteNullValue();
                text = text["NULL".Length..];
            }

            text = text.TrimStart(", ");
        }

        pairs.WriteEndObject();
        pairs.Flush();
        json.WriteStringValue(buffer.WrittenSpan);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue("{}"u8);

    public override void WriteUnavailable(Utf8JsonWriter json) => json.WriteStringValue($$"""{"{{RowImage.Unavailable}}":"{{RowImage.Unavailable}}"}""");

    /// <summary>Takes one quoted text with backslash escapes off the front.</summary>
    private static string Quoted(ref ReadOnlySpan<char> text)
    {
        var value = new StringBuilder();
        var i = 1;
        for (; text[i] != '"'; i++)
        {
            if (text[i] == '\\') i++;
            value.Append(text[i]);
        }

        text = text[(i + 1)..];
        return value.ToString();
    }
}
