namespace Fraud.Ingest.Cdc;

/// <summary>A captured table as it is at one moment of the stream.</summary>
/// <param name="Id">Its object id, which stays when it is renamed.</param>
/// <param name="Topic">Topic of its changes, named as the table was called when the connector started.</param>
/// <param name="Schema">Schema name.</param>
/// <param name="Name">Table name.</param>
/// <param name="Columns">Its columns, in table order.</param>
internal sealed record SourceTable(uint Id, string Topic, string Schema, string Name, IReadOnlyList<SourceColumn> Columns)
{
    /// <summary>Indexes of the columns of its key, in key order; empty for a table without one.</summary>
    public IReadOnlyList<int> Key { get; } =
        [.. Enumerable.Range(0, Columns.Count).Where(i => Columns[i].KeyOrdinal > 0).OrderBy(i => Columns[i].KeyOrdinal)];

    /// <summary>The table has a primary key, or failing that a unique index.</summary>
    public bool HasKey => Key.Count > 0;

    /// <summary>Its quoted name for SQL.</summary>
    public string Sql => $"{SqlName.Quote(Schema)}.{SqlName.Quote(Name)}";
}
