namespace Fraud.Api.Alerts;

/// <summary>The order of alerts as it stands.</summary>
internal sealed class FeedHead
{
    /// <summary>Identity of the order; another database has another.</summary>
    public Guid Id { get; init; }

    /// <summary>Position of the newest alert; 0 when there is none.</summary>
    public long LastSeq { get; init; }
}
