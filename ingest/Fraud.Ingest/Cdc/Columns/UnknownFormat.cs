using System.Text;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>A type without a mapping, where those are asked for: the bytes of its text in base64.</summary>
internal sealed class UnknownFormat : ColumnFormat
{
    public static readonly UnknownFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        json.WriteBase64StringValue(bytes);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue(""u8);

    public override void WriteUnavailable(Utf8JsonWriter json) => BytesFormat.Instance.WriteUnavailable(json);
}
