namespace Fraud.Ingest.Cdc;

/// <summary>SQL identifiers.</summary>
internal static class SqlName
{
    /// <summary>The name in double quotes.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
