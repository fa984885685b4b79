using System.Collections.Frozen;

namespace Fraud.Scoring.Cel.Compiling;

/// <summary>The members of a long constant list of texts.</summary>
internal sealed class StringSet(IEnumerable<string> members)
{
    private readonly FrozenSet<string> _members = members.ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string text) => _members.Contains(text);
}
