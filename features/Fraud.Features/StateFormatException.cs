namespace Fraud.Features;

/// <summary>Stored bytes that this version cannot read as a state. Not transient: the message says what to do.</summary>
public sealed class StateFormatException : Exception
{
    public StateFormatException()
    {
    }

    public StateFormatException(string message)
        : base(message)
    {
    }

    public StateFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
