using Fraud.Api.Storage;

namespace Fraud.Api.Casework;

/// <summary>One thing somebody did to an alert.</summary>
public sealed class AuditEntry
{
    /// <summary>Number, rising with time.</summary>
    public long Id { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Who: the name of the access key.</summary>
    public string Actor { get; init; } = "";

    /// <summary>verdict, reopen, assign or comment.</summary>
    public string Action { get; init; } = "";

    /// <summary>Status, verdict, assignee and comment as they were left.</summary>
    public RawJson Detail { get; init; }
}
