using Fraud.Contracts;
using Fraud.Ingest.Cdc.Columns;
using Npgsql;

namespace Fraud.Ingest.Cdc;

/// <summary>What the source's catalogue says of tables and types now.</summary>
/// <param name="pool">Connections to the source.</param>
/// <param name="unknownTypes">Carry columns of types without a mapping, too.</param>
internal sealed class SourceCatalogue(NpgsqlDataSource pool, bool unknownTypes)
{
    /// <summary>The key is the primary key, or failing that the first unique index without expressions, by name.</summary>
    private const string TableSql =
        """
        select c.oid, n.nspname, c.relname, a.attname, a.atttypid, a.atttypmod, not (a.attnotnull or (t.typtype = 'd' and t.typnotnull)),
               coalesce(array_position(k.columns, a.attnum), 0)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid
        join pg_type t on t.oid = a.atttypid
        left join lateral (
            select array(select i.indkey[o] from generate_series(0, i.indnkeyatts - 1) o order by o) columns
            from pg_index i join pg_class x on x.oid = i.indexrelid
            where i.indrelid = c.oid and i.indisunique and i.indexprs is null
            order by i.indisprimary desc, x.relname limit 1) k on true
        where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and {0}
        order by a.attnum
        """;

    private const string TypeSql = "select oid, typname, typtype, typbasetype, typtypmod, case when typcategory = 'A' then typelem else 0 end, typdelim from pg_type";

    private Dictionary<uint, CatalogueType> _types = [];

    /// <summary>Reads one table by name; null when there is none.</summary>
    public Task<SourceTable?> ReadTableAsync(string schema, string name, CancellationToken cancellationToken) =>
        ReadAsync("n.nspname = $1 and c.relname = $2", cancellationToken, new NpgsqlParameter { Value = schema }, new NpgsqlParameter { Value = name });

    /// <summary>Reads one table by object id; null when it is gone.</summary>
    public Task<SourceTable?> ReadTableAsync(uint id, CancellationToken cancellationToken) =>
        ReadAsync("c.oid = $1", cancellationToken, new NpgsqlParameter { Value = id, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });

    /// <summary>Format of a column's values; null when the type is not carried.</summary>
    public async ValueTask<ColumnFormat?> FormatAsync(uint typeId, int modifier, CancellationToken cancellationToken)
    {
        if (!_types.ContainsKey(typeId)) _types = await ReadTypesAsync(cancellationToken).ConfigureAwait(false);
        return new ColumnFormats(_types).Find(typeId, modifier) ?? (unknownTypes ? UnknownFormat.Instance : null);
    }

    private async Task<SourceTable?> ReadAsync(string condition, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var rows = new List<(string Name, uint Type, int Modifier, bool Optional, int Key)>();
        uint id = 0;
        string schema = "", table = "";
        await using (var command = pool.CreateCommand(TableSql.Replace("{0}", condition, StringComparison.Ordinal)))
        {
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                (id, schema, table) = (reader.GetFieldValue<uint>(0), reader.GetString(1), reader.GetString(2));
                rows.Add((reader.GetString(3), reader.GetFieldValue<uint>(4), reader.GetInt32(5), reader.GetBoolean(6), reader.GetInt32(7)));
            }
        }

        var columns = new List<SourceColumn>();
        foreach (var row in rows)
        {
            var format = await FormatAsync(row.Type, row.Modifier, cancellationToken).ConfigureAwait(false);
            columns.Add(new SourceColumn(row.Name, format, row.Key, row.Optional));
        }

        return columns.Count > 0 ? new SourceTable(id, Topics.Cdc(table), schema, table, columns) : null;
    }

    private async Task<Dictionary<uint, CatalogueType>> ReadTypesAsync(CancellationToken cancellationToken)
    {
        await using var command = pool.CreateCommand(TypeSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var types = new Dictionary<uint, CatalogueType>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            types[reader.GetFieldValue<uint>(0)] = new CatalogueType(
                reader.GetString(1), reader.GetChar(2), reader.GetFieldValue<uint>(3), reader.GetInt32(4), reader.GetFieldValue<uint>(5), reader.GetChar(6));
        }

        return types;
    }
}
