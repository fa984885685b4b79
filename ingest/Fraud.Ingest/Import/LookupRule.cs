namespace Fraud.Ingest.Import;

/// <summary>Another CSV file, held in memory by one of its columns.</summary>
public sealed class LookupRule
{
    /// <summary>The file, relative to the mapping file; .gz too.</summary>
    public string File { get; set; } = "";

    /// <summary>The column that identifies its rows.</summary>
    public string Key { get; set; } = "";
}
