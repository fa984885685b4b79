namespace Fraud.Contracts;

/// <summary>What the payment system is told, from mildest to strictest: a stricter outcome wins over a milder one.</summary>
public enum Outcome
{
    /// <summary>Let it through.</summary>
    Approve = 0,

    /// <summary>A person looks at it.</summary>
    Review = 1,

    /// <summary>Refuse it.</summary>
    Decline = 2,
}
