namespace Fraud.Api.Casework;

/// <summary>The action does not fit the alert as it stands; the message says what to do. Not transient.</summary>
public sealed class CaseworkConflictException : Exception
{
    /// <inheritdoc />
    public CaseworkConflictException()
    {
    }

    /// <inheritdoc />
    public CaseworkConflictException(string message) : base(message)
    {
    }

    /// <inheritdoc />
    public CaseworkConflictException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
