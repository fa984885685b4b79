namespace Fraud.Host.Runtime;

/// <summary>
/// Something outside the program is wrong and a person can mend it. The message is one sentence that says what to do; commands print it
/// without a stack trace and exit with 1.
/// </summary>
public sealed class OperatingFaultException : Exception
{
    public OperatingFaultException(string message) : base(message)
    {
    }

    public OperatingFaultException(string message, Exception cause) : base(message, cause)
    {
    }

    public OperatingFaultException()
    {
    }
}
