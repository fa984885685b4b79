namespace Fraud.Ingest.Cdc;

/// <summary>A row as Postgres writes it: texts in table order, null for SQL NULL.</summary>
/// <param name="Values">One text per column.</param>
internal readonly record struct RowImage(string?[] Values)
{
    /// <summary>Stands for a large value that did not change and that the replica identity does not give; Debezium's placeholder.</summary>
    public const string Unavailable = "__debezium_unavailable_value";

    /// <summary>Takes large values that did not change from the old row.</summary>
    public void FillFrom(RowImage old)
    {
        for (var i = 0; i < Values.Length && i < old.Values.Length; i++)
        {
            if (ReferenceEquals(Values[i], Unavailable)) Values[i] = old.Values[i];
        }
    }

    /// <summary>True when both rows have the same key.</summary>
    public bool HasKeyOf(RowImage other, SourceTable table)
    {
        foreach (var i in table.Key)
        {
            if (Values[i] != other.Values[i]) return false;
        }

        return true;
    }
}
