using System.Globalization;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>Time zones by name, e.g. <c>Europe/Paris</c>, or by offset, e.g. <c>-02:30</c>.</summary>
internal static class CelTimeZone
{
    private const int HoursMax = 99;

    /// <summary>Seconds that the zone is ahead of UTC at an instant.</summary>
    public static bool TryOffset(string zone, CelTimestamp time, out int seconds)
    {
        seconds = 0;
        var colon = zone.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (!int.TryParse(zone.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
                || !int.TryParse(zone.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
                || minutes is < 0 or > 59
                || hours is < -HoursMax or > HoursMax)
                return false;
            seconds = ((hours * 60) + (zone[0] == '-' ? -minutes : minutes)) * 60;
            return true;
        }

        if (zone is "" or "UTC")
            return true;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return false;
        var utc = DateTime.UnixEpoch.AddTicks(time.Seconds * TimeSpan.TicksPerSecond);
        seconds = (int)found.GetUtcOffset(utc).TotalSeconds;
        return true;
    }
}
