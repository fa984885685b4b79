namespace Fraud.Contracts;

/// <summary>What can be done with a policy version.</summary>
public enum PolicyStepKind
{
    /// <summary>A person other than its author consents to it.</summary>
    Approve,

    /// <summary>It becomes the live one.</summary>
    Activate,

    /// <summary>It becomes the live one again, and what was live is left.</summary>
    Rollback,

    /// <summary>It takes the place of the live one: the same file, bound to the model that the instance was started with.</summary>
    Rebind,

    /// <summary>It decides beside the live one.</summary>
    Shadow,

    /// <summary>It no longer decides beside the live one.</summary>
    Retire,
}
