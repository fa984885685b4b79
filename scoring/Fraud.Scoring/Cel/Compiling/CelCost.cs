namespace Fraud.Scoring.Cel.Compiling;

/// <summary>What looking at or copying a value costs, in units of <see cref="CelLimits.CostMax"/>.</summary>
internal static class CelCost
{
    public static int Of(string text) => 1 + (text.Length >> 3);

    public static int Of(byte[] octets) => 1 + (octets.Length >> 3);

    public static int Of(CelList list) => 1 + list.Count;

    public static int Of(CelMap map) => 1 + map.Count;

    public static int Of(CelValue value) => value.Kind switch
    {
        CelKind.String => Of(value.String),
        CelKind.Bytes => Of(value.Bytes),
        CelKind.List => Of(value.List),
        CelKind.Map => Of(value.Map),
        _ => 1,
    };
}
