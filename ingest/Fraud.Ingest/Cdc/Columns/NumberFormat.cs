using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>Whole numbers and floats as JSON numbers; what JSON has no number for (NaN, Infinity, -Infinity) as that text.</summary>
internal sealed class NumberFormat : ColumnFormat
{
    public static readonly NumberFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        if (char.IsAsciiDigit(text[^1])) json.WriteRawValue(text, skipInputValidation: true);
        else json.WriteStringValue(text);
    }

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteNumberValue(0);
}
