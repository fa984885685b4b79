namespace Fraud.Ingest.Cdc;

/// <summary>Change data capture cannot go on as it is; the message says what to do.</summary>
public sealed class CdcException : Exception
{
    public CdcException(string message) : base(message)
    {
    }

    public CdcException(string message, Exception cause) : base(message, cause)
    {
    }

    public CdcException()
    {
    }

    /// <summary>True when waiting may mend it.</summary>
    public bool IsTransient { get; init; }
}
