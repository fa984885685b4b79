using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>Finds the format of a column by its type and modifier.</summary>
/// <param name="types">The types of the source database by object id.</param>
internal sealed class ColumnFormats(IReadOnlyDictionary<uint, CatalogueType> types)
{
    private const int FractionDigitsMax = 6;
    private const int MoneyScale = 2;

    /// <summary>The format; null for types that Debezium does not carry either.</summary>
    /// <param name="typeId">pg_type.oid.</param>
    /// <param name="modifier">pg_attribute.atttypmod; -1 for none.</param>
    public ColumnFormat? Find(uint typeId, int modifier)
    {
        if (!types.TryGetValue(typeId, out var type)) return null;
        if (type.Kind == 'd') return Find(type.BaseId, type.BaseModifier);
        if (type.Kind == 'e') return TextFormat.Instance;
        return type.ElementId != 0 ? FindArray(type, modifier) : Simple(type.Name, modifier);
    }

    private ArrayFormat? FindArray(CatalogueType array, int modifier)
    {
        if (types.GetValueOrDefault(array.ElementId) is not { } element || element.Kind == 'd'
            || element.Name is "money" or "name" or "interval" or "varbit" or "xml" or "point" or "refcursor") return null;
        return Find(array.ElementId, modifier) is { } format ? new ArrayFormat(format, element.Delimiter, UnavailableArray(element.Name)) : null;
    }

    private static ColumnFormat? Simple(string name, int modifier) => name switch
    {
        "bool" => BooleanFormat.Instance,
        "int2" or "int4" or "int8" or "oid" or "float4" or "float8" => NumberFormat.Instance,
        "numeric" => modifier < 0 ? VariableDecimalFormat.Instance : new DecimalFormat(NumericScale(modifier)),
        "money" => new DecimalFormat(MoneyScale),
        "text" or "varchar" or "bpchar" or "char" or "name" or "citext" or "xml" or "json" or "jsonb" or "uuid" or "inet" or "cidr" or "macaddr"
            or "macaddr8" or "int4range" or "int8range" or "numrange" or "tsrange" or "tstzrange" or "daterange" or "tsvector" or "ltree" or "isbn"
            => TextFormat.Instance,
        "bytea" => BytesFormat.Instance,
        "date" => DateFormat.Instance,
        "time" => new ClockFormat(FractionDigits(modifier)),
        "timetz" => ZonedClockFormat.Instance,
        "timestamp" => new TimestampFormat(FractionDigits(modifier)),
        "timestamptz" => new ZonedTimestampFormat(FractionDigits(modifier)),
        "interval" => IntervalFormat.Instance,
        "bit" => modifier <= 1 ? BooleanFormat.Instance : BitsFormat.Instance,
        "varbit" => modifier == 1 ? BooleanFormat.Instance : BitsFormat.Instance,
        "hstore" => HstoreFormat.Instance,
        "point" or "circle" or "line" or "box" or "lseg" or "path" or "polygon" => new GeometryFormat(name),
        _ => null,
    };

    /// <summary>The scale has eleven bits, the highest its sign (numeric.c, numeric_typmod_scale).</summary>
    private static int NumericScale(int modifier) => (((modifier - 4) & 0x7FF) ^ 1024) - 1024;

    private static int FractionDigits(int modifier) => modifier < 0 ? FractionDigitsMax : modifier;

    /// <summary>Debezium's placeholder in the type of the array; null where it has none of its own.</summary>
    private static Action<Utf8JsonWriter>? UnavailableArray(string element) => element switch
    {
        "text" or "varchar" or "bpchar" or "json" or "jsonb" => json => WriteArray(json, j => j.WriteStringValue(RowImage.Unavailable)),
        "bytea" => json => WriteArray(json, BytesFormat.Instance.WriteUnavailable),
        "uuid" => json => WriteArray(json, j => j.WriteStringValue(NameBasedUuid())),
        "int4" or "int8" or "date" => json => WriteArray(json, j =>
        {
            foreach (var c in RowImage.Unavailable) j.WriteNumberValue(c);
        }),
        _ => null,
    };

    private static void WriteArray(Utf8JsonWriter json, Action<Utf8JsonWriter> content)
    {
        json.WriteStartArray();
        content(json);
        json.WriteEndArray();
    }

    /// <summary>The placeholder's UUID of version 3 without a name space, as Java makes it.</summary>
    private static Guid NameBasedUuid()
    {
#pragma warning disable CA5351 // RFC 9562 prescribes MD5 here; nothing is protected by it.
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(RowImage.Unavailable));
#pragma warning restore CA5351
        hash[6] = (byte)((hash[6] & 0x0F) | 0x30);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
