namespace Fraud.Features.Redis.Savepoints;

/// <summary>A savepoint cannot be made, read or restored. The message says what to do.</summary>
public sealed class SavepointException : Exception
{
    public SavepointException()
    {
    }

    public SavepointException(string message)
        : base(message)
    {
    }

    public SavepointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
