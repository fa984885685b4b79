using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>numeric</c> without precision: an object of scale and unscaled value (Debezium's VariableScaleDecimal), trailing zeros removed.</summary>
internal sealed class VariableDecimalFormat : ColumnFormat
{
    public static readonly VariableDecimalFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        Span<char> digits = text.Length <= 128 ? stackalloc char[128] : new char[text.Length];
        if (DecimalFormat.Unscaled(text, digits, out var scale) is not { } length)
        {
            json.WriteStringValue(text);
            return;
        }

        while (scale > 0 && digits[length - 1] == '0')
        {
            scale--;
            length--;
        }

        Write(json, scale, digits[..length]);
    }

    public override void WriteMissing(Utf8JsonWriter json) => Write(json, 0, "0");

    private static void Write(Utf8JsonWriter json, int scale, ReadOnlySpan<char> digits)
    {
        json.WriteStartObject();
        json.WriteNumber("scale"u8, scale);
        json.WritePropertyName("value"u8);
        DecimalFormat.WriteUnscaled(json, digits);
        json.WriteEndObject();
    }
}
