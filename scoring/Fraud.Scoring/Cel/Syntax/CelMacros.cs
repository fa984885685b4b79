namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Recognises the macros <c>all</c>, <c>exists</c>, <c>exists_one</c>, <c>map</c> and <c>filter</c>.</summary>
internal static class CelMacros
{
    /// <summary>The macro, or null when the call is an ordinary one.</summary>
    /// <exception cref="CelSyntaxException">The element's name is not a simple name.</exception>
    public static CelMacro? Expand(CelToken name, CelNode range, List<CelNode> arguments)
    {
        var kind = (name.Text, arguments.Count) switch
        {
            ("all", 2) => CelMacroKind.All,
            ("exists", 2) => CelMacroKind.Exists,
            ("exists_one" or "existsOne", 2) => CelMacroKind.ExistsOne,
            ("map", 2 or 3) => CelMacroKind.Map,
            ("filter", 2) => CelMacroKind.Filter,
            _ => (CelMacroKind?)null,
        };
        if (kind is null)
            return null;
        if (arguments[0] is not CelName { Rooted: false } variable)
            throw new CelSyntaxException(arguments[0].Position, $"the first argument of {name.Text}() must be a simple name");
        return kind == CelMacroKind.Map
            ? new CelMacro(name.Position, CelMacroKind.Map, range, variable.Name, arguments.Count == 3 ? arguments[1] : null, arguments[^1])
            : new CelMacro(name.Position, kind.Value, range, variable.Name, arguments[1], null);
    }
}
