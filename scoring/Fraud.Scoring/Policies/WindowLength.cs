using System.Globalization;

namespace Fraud.Scoring.Policies;

/// <summary>Lengths of windows as feature names spell them: minutes below an hour, hours up to a day, then days.</summary>
internal static class WindowLength
{
    /// <summary>The spelling in feature names, e.g. <c>24h</c> for <c>1d</c>; null when it is no length or names would round it.</summary>
    /// <param name="text">A number with m, h, d or w.</param>
    public static string? TryNormalise(string text)
    {
        var digits = text.AsSpan(0, Math.Max(0, text.Length - 1));
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            return null;
        long minutes = text[^1] switch
        {
            'm' => count,
            'h' => count * 60L,
            'd' => count * 1440L,
            'w' => count * 10080L,
            _ => 0,
        };
        return minutes switch
        {
            0 => null,
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{minutes}m"),
            <= 1440 => minutes % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}h") : null,
            _ => minutes % 1440 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440}d") : null,
        };
    }
}
