using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>True or false, of <c>bool</c> and <c>bit(1)</c>.</summary>
internal sealed class BooleanFormat : ColumnFormat
{
    public static readonly BooleanFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text) => json.WriteBooleanValue(text is "t" or "1");

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteBooleanValue(false);
}
