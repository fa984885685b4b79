namespace Fraud.Contracts;

/// <summary>
/// A refused record. The value of the dead-letter record is the original bytes, unchanged; the rest travels in its headers.
/// </summary>
/// <param name="Source">Where the refused record stands.</param>
/// <param name="Key">Its key; null when it had none.</param>
/// <param name="Value">Its bytes.</param>
/// <param name="Rejection">Why it was refused.</param>
public sealed record DeadLetter(LogPosition Source, byte[]? Key, byte[] Value, Rejection Rejection)
{
    /// <summary>Header: source topic, UTF-8.</summary>
    public const string TopicHeader = "fraud.source.topic";

    /// <summary>Header: source partition, decimal.</summary>
    public const string PartitionHeader = "fraud.source.partition";

    /// <summary>Header: source offset, decimal.</summary>
    public const string OffsetHeader = "fraud.source.offset";

    /// <summary>Header: <see cref="RejectReason"/> by name.</summary>
    public const string ReasonHeader = "fraud.reject.reason";

    /// <summary>Header: the field refused; empty for the whole record.</summary>
    public const string FieldHeader = "fraud.reject.field";

    /// <summary>Header: the sentence.</summary>
    public const string DetailHeader = "fraud.reject.detail";
}
