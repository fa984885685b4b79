using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel;

/// <summary>The names that expressions may use.</summary>
public abstract class CelSchema
{
    /// <summary>Type of the object that compiled expressions read from.</summary>
    public abstract Type InputType { get; }

    /// <summary>All names, for suggestions.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Finds a name.</summary>
    /// <param name="name">The whole name, dots included.</param>
    /// <returns>The variable; null when there is none of that name.</returns>
    public abstract CelVariable? Find(string name);

    /// <summary>What is wrong with a name that does not exist, when more can be said than that; null otherwise.</summary>
    /// <param name="name">The whole name, dots included.</param>
    public virtual string? Explain(string name) => null;

    /// <summary>Reads a member call that is a way to write a name, such as a window.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The name, or what is wrong; null when the call is an ordinary one.</returns>
    internal virtual CelShorthand? Expand(CelCall call) => null;
}
