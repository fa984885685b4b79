namespace Fraud.Scoring.Cel.Functions;

/// <summary>Functions on texts, and sizes.</summary>
internal static class CelStrings
{
    public static void AddTo(CelOverloadTable table)
    {
        table.Total<string, string, bool>("contains", Contains, member: true);
        table.Total<string, string, bool>("startsWith", StartsWith, member: true);
        table.Total<string, string, bool>("endsWith", EndsWith, member: true);
        table.Partial<string, string, bool>("matches", CelPattern.IsMatch, member: true);
        table.Partial<string, string, bool>("matches", CelPattern.IsMatch);
        foreach (var member in new[] { false, true })
        {
            table.Total<string, long>("size", CelOrdering.CodePoints, member);
            table.Total<byte[], long>("size", Size, member);
            table.Total<CelList, long>("size", Size, member);
            table.Total<CelMap, long>("size", Size, member);
        }
    }

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static bool StartsWith(string text, string part) => text.AsSpan().StartsWith(part);

    private static bool EndsWith(string text, string part) => text.AsSpan().EndsWith(part);

    private static long Size(byte[] octets) => octets.Length;

    private static long Size(CelList list) => list.Count;

    private static long Size(CelMap map) => map.Count;
}
