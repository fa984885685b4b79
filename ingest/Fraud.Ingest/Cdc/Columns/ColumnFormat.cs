using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>
/// How the values of a column become JSON: what Debezium's Postgres connector and its JSON converter write under default settings (debezium.io,
/// PostgreSQL connector, "Data type mappings"). Values come as the text of a session in UTC with ISO dates, Postgres intervals, hexadecimal bytea
/// and the C locale for money.
/// </summary>
internal abstract class ColumnFormat
{
    /// <summary>Writes a value that is not NULL.</summary>
    public abstract void Write(Utf8JsonWriter json, ReadOnlySpan<char> text);

    /// <summary>Writes what stands in a NOT NULL column whose value the replica identity does not give.</summary>
    public abstract void WriteMissing(Utf8JsonWriter json);

    /// <summary>Writes what stands for a large value that did not change and is not in the stream.</summary>
    public virtual void WriteUnavailable(Utf8JsonWriter json) => json.WriteStringValue(RowImage.Unavailable);
}
