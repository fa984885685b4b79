using Fraud.Contracts;

namespace Fraud.Ingest.Cdc;

/// <summary>A captured table as it is at one moment of the stream.</summary>
/// <param name="Schema">Schema name.</param>
/// <param name="Name">Table name.</param>
/// <param name="Columns">Its columns, in table order.</param>
internal sealed record SourceTable(string Schema, string Name, IReadOnlyList<SourceColumn> Columns)
{
    /// <summary>Topic of its changes.</summary>
    public string Topic { get; } = Topics.Cdc(Name);

    /// <summary>The table has a primary key.</summary>
    public bool HasKey { get; } = Columns.Any(c => c.IsKey);

    /// <summary>Its quoted name for SQL.</summary>
    public string Sql => $"{SqlName.Quote(Schema)}.{SqlName.Quote(Name)}";
}
