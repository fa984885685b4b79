namespace Fraud.Ingest.Cdc;

/// <summary>A column of a captured table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeId">Object id of its type (pg_type.oid).</param>
/// <param name="IsKey">It belongs to the primary key.</param>
internal readonly record struct SourceColumn(string Name, uint TypeId, bool IsKey);
