using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>The text as Postgres writes it.</summary>
internal sealed class TextFormat : ColumnFormat
{
    public static readonly TextFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text) => json.WriteStringValue(text);

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue(""u8);
}
