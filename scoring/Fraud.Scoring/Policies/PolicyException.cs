namespace Fraud.Scoring.Policies;

/// <summary>A policy cannot be used; the message says why. Not transient: the policy or the catalogue has to change.</summary>
public sealed class PolicyException : Exception
{
    /// <summary>Without a message.</summary>
    public PolicyException()
    {
    }

    /// <summary>With the reason.</summary>
    /// <param name="message">One sentence for a person.</param>
    public PolicyException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="innerException">The cause.</param>
    public PolicyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
