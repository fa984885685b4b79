using Npgsql.Replication.PgOutput.Messages;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// The tables of the stream as they are at its place: columns may change within a transaction, and a renamed table keeps its topic until the
/// connector is started with the new name.
/// </summary>
/// <param name="catalogue">Says what the stream does not: keys and which columns may be NULL.</param>
/// <param name="captured">The tables as they were found at start.</param>
internal sealed class StreamedTables(SourceCatalogue catalogue, IReadOnlyList<SourceTable> captured)
{
    private readonly Dictionary<uint, SourceTable> _tables = [];

    /// <summary>The table of a message; null for one that was captured once and is not any more.</summary>
    public SourceTable? Find(RelationMessage relation) => _tables.GetValueOrDefault(relation.RelationId);

    /// <summary>Takes over the columns that the stream announces.</summary>
    public async Task DescribeAsync(RelationMessage relation, CancellationToken stop)
    {
        // A table that was dropped and made again has another id.
        var known = captured.FirstOrDefault(t => t.Id == relation.RelationId)
            ?? captured.FirstOrDefault(t => t.Schema == relation.Namespace && t.Name == relation.RelationName);
        if (known is null) return;
        var now = await catalogue.ReadTableAsync(relation.RelationId, stop).ConfigureAwait(false) ?? known;
        var columns = new List<SourceColumn>();
        foreach (var column in relation.Columns)
        {
            // The catalogue is that of now, the stream may be behind: a column it does not have any more may be NULL.
            var current = now.Columns.FirstOrDefault(c => c.Name == column.ColumnName);
            var format = await catalogue.FormatAsync(column.DataTypeId, column.TypeModifier, stop).ConfigureAwait(false);
            columns.Add(new SourceColumn(column.ColumnName, format, current?.KeyOrdinal ?? 0, current?.IsOptional ?? true));
        }

        _tables[relation.RelationId] = new SourceTable(relation.RelationId, known.Topic, relation.Namespace, relation.RelationName, columns);
    }
}
