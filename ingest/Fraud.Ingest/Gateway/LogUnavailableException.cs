namespace Fraud.Ingest.Gateway;

/// <summary>The log did not take a payment. Transient: the same payment may be sent again, and is counted once.</summary>
public sealed class LogUnavailableException : Exception
{
    public LogUnavailableException(string message) : base(message)
    {
    }

    public LogUnavailableException(string message, Exception cause) : base(message, cause)
    {
    }

    public LogUnavailableException()
    {
    }
}
