namespace Fraud.Ingest.Cdc;

/// <summary>The place of a row in the snapshot, as <c>source.snapshot</c> says it.</summary>
internal static class SnapshotMark
{
    /// <summary>The mark of a row of one of the tables.</summary>
    public static string Of(bool firstTable, bool firstRow, bool lastRow, bool lastOfAll) =>
        lastOfAll ? "last"
        : firstTable && firstRow ? "first"
        : lastRow ? "last_in_data_collection"
        : firstRow ? "first_in_data_collection"
        : "true";
}
