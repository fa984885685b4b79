using System.Globalization;
using System.Text;
using Fraud.Contracts.Json;

namespace Fraud.Ingest.Import;

/// <summary>Times and durations as texts of foreign files.</summary>
internal sealed class TimeText
{
    private readonly string? _format;
    private readonly TimeZoneInfo _zone;

    /// <exception cref="InvalidDataException">There is no such zone.</exception>
    public TimeText(FieldRule rule)
    {
        _format = rule.Format is null or "rfc3339" ? null : rule.Format;
        try
        {
            _zone = rule.Zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(rule.Zone);
        }
        catch (TimeZoneNotFoundException e)
        {
            throw new InvalidDataException($"There is no time zone {rule.Zone}: write a name such as Europe/Berlin.", e);
        }
    }

    /// <summary>Reads a time as Unix milliseconds.</summary>
    public bool TryParse(string text, out long unixMs)
    {
        switch (_format)
        {
            case null:
                return Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out unixMs);
            case "unix_ms":
                return long.TryParse(text, CultureInfo.InvariantCulture, out unixMs);
            case "unix_s":
                var parsed = decimal.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e12m;
                unixMs = parsed ? (long)(seconds * 1000) : 0;
                return parsed;
            default:
                return TryParseFormat(text, out unixMs);
        }
    }

    /// <summary>Reads a duration such as <c>7d</c>, <c>12h</c>, <c>30m</c> or <c>45s</c>.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static TimeSpan Duration(string text)
    {
        var number = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), CultureInfo.InvariantCulture, out var count) ? count : -1;
        return (number, text[^1]) switch
        {
            ( >= 0, 'd') => TimeSpan.FromDays(number),
            ( >= 0, 'h') => TimeSpan.FromHours(number),
            ( >= 0, 'm') => TimeSpan.FromMinutes(number),
            ( >= 0, 's') => TimeSpan.FromSeconds(number),
            _ => throw new InvalidDataException($"{text} is no duration: write a number and d, h, m or s, such as 7d."),
        };
    }

    private bool TryParseFormat(string text, out long unixMs)
    {
        unixMs = 0;
        if (!DateTime.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)) return false;

        // The hour that a zone skips in spring does not exist; neither does the row then.
        if (time.Kind == DateTimeKind.Unspecified && _zone.IsInvalidTime(time)) return false;
        var utc = time.Kind == DateTimeKind.Utc ? time : TimeZoneInfo.ConvertTimeToUtc(time, _zone);
        unixMs = new DateTimeOffset(utc).ToUnixTimeMilliseconds();
        return true;
    }
}
