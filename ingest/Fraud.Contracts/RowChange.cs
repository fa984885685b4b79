using System.Text.Json;

namespace Fraud.Contracts;

/// <summary>One change of one row, as a CDC topic carries it in the Debezium envelope.</summary>
/// <param name="Table">Table name without schema.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Before">The old row, or as much of it as the table's replica identity gives; null when unknown.</param>
/// <param name="After">The new row; null for deletes and truncates.</param>
/// <param name="TimeMs">Commit time in the source database, Unix milliseconds.</param>
public sealed record RowChange(string Table, RowOperation Operation, JsonElement? Before, JsonElement? After, long TimeMs);
