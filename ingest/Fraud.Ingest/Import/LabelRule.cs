namespace Fraud.Ingest.Import;

/// <summary>Where the truth about a payment comes from.</summary>
public sealed class LabelRule
{
    /// <summary>Whether it was fraud.</summary>
    public FieldRule Fraud { get; set; } = new();

    /// <summary>Kind of fraud.</summary>
    public FieldRule? Kind { get; set; }

    /// <summary>When the truth became known.</summary>
    public FieldRule? KnownTime { get; set; }

    /// <summary>Instead of a time: how long after the payment it became known, e.g. <c>7d</c>, <c>12h</c>. Default <c>7d</c>.</summary>
    public string? KnownAfter { get; set; }
}
