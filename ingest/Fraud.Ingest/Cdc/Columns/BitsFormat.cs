using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>Bit strings longer than one as bytes in base64: the last bit of the text is the lowest of the first byte; no zero bytes at the end.</summary>
internal sealed class BitsFormat : ColumnFormat
{
    public static readonly BitsFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var bytes = new byte[(text.TrimStart('0').Length + 7) / 8];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[text.Length - 1 - i] == '1') bytes[i / 8] |= (byte)(1 << (i % 8));
        }

        json.WriteBase64StringValue(bytes);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue(""u8);
}
