namespace Fraud.Ingest.Cdc;

/// <summary>Object ids of built-in types (pg_type.dat).</summary>
internal static class PostgresType
{
    public const uint Boolean = 16;
    public const uint Bytea = 17;
    public const uint Int8 = 20;
    public const uint Int2 = 21;
    public const uint Int4 = 23;
    public const uint Oid = 26;
    public const uint Float4 = 700;
    public const uint Float8 = 701;
    public const uint Date = 1082;
    public const uint Time = 1083;
    public const uint Timestamp = 1114;
    public const uint TimestampTz = 1184;
}
