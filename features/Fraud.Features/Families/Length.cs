using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>Window lengths and how names spell them.</summary>
internal static class Length
{
    public const long Minute1 = Ladder.Minute;
    public const long Minutes10 = 10 * Ladder.Minute;
    public const long Hour1 = Ladder.Hour;
    public const long Hours24 = 24 * Ladder.Hour;
    public const long Days7 = 7 * Ladder.Day;
    public const long Days30 = 30 * Ladder.Day;
    public const long Days90 = 90 * Ladder.Day;

    public static string Name(long lengthMs) => lengthMs switch
    {
        < Hour1 => $"{lengthMs / Ladder.Minute}m",
        <= Hours24 => $"{lengthMs / Ladder.Hour}h",
        _ => $"{lengthMs / Ladder.Day}d",
    };
}
