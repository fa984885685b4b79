namespace Fraud.Scoring.Cel.Functions;

/// <summary>All overloads, by name.</summary>
internal static class CelFunctions
{
    private static readonly ILookup<(string Name, bool IsMember), CelOverload> ByName = Load();

    /// <summary>Names of the functions that are called as <c>f(x)</c> or <c>x.f()</c>.</summary>
    public static IEnumerable<string> Names(bool isMember) =>
        ByName.Select(group => group.Key).Where(key => key.IsMember == isMember && char.IsLetter(key.Name[0])).Select(key => key.Name);

    /// <summary>The overloads of a function in a dialect.</summary>
    public static CelOverload[] Find(string name, bool isMember, CelDialect dialect) =>
        [.. ByName[(name, isMember)].Where(overload => dialect.MixesNumbers || !overload.IsMixed)];

    private static ILookup<(string Name, bool IsMember), CelOverload> Load()
    {
        var table = new CelOverloadTable();
        CelArithmetic.AddTo(table);
        CelConversions.AddTo(table);
        CelStrings.AddTo(table);
        CelTimes.AddTo(table);
        return table.Overloads.ToLookup(overload => (overload.Name, overload.IsMember));
    }
}
