using System.Text.Encodings.Web;
using System.Text.Json;
using Fraud.Ingest.Cdc.Columns;

namespace Fraud.Ingest.Cdc;

/// <summary>A column of a captured table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">How its values are written; null for types that are not carried.</param>
/// <param name="KeyOrdinal">Its place in the key, from 1; 0 when it does not belong to it.</param>
/// <param name="IsOptional">It may be NULL.</param>
internal sealed record SourceColumn(string Name, ColumnFormat? Format, int KeyOrdinal, bool IsOptional)
{
    /// <summary>The name as JSON.</summary>
    public JsonEncodedText JsonName { get; } = JsonEncodedText.Encode(Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
