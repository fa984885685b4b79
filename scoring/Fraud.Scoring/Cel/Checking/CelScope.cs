namespace Fraud.Scoring.Cel.Checking;

/// <summary>The macro variables that are visible, innermost first.</summary>
internal sealed record CelScope(CelElement Element, CelScope? Outer)
{
    public static CelElement? Find(CelScope? scope, string name)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            if (scope.Element.Name == name)
                return scope.Element;
        }

        return null;
    }
}
