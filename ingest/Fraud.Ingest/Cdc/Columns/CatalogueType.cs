namespace Fraud.Ingest.Cdc.Columns;

/// <summary>A type of the source database (pg_type).</summary>
/// <param name="Name">Its name, without schema.</param>
/// <param name="Kind"><c>b</c> base, <c>d</c> domain, <c>e</c> enum and others (pg_type.typtype).</param>
/// <param name="BaseId">Of a domain, the type it is over.</param>
/// <param name="BaseModifier">Of a domain, the modifier of that type; -1 for none.</param>
/// <param name="ElementId">Of an array, the type of its elements; 0 for other types.</param>
/// <param name="Delimiter">Between elements of arrays of this type.</param>
internal sealed record CatalogueType(string Name, char Kind, uint BaseId, int BaseModifier, uint ElementId, char Delimiter);
