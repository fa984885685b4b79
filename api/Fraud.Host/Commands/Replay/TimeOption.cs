using System.CommandLine;
using System.Globalization;

namespace Fraud.Host.Commands.Replay;

/// <summary>An option that is an instant: a date or an RFC 3339 time, UTC where it names no zone.</summary>
internal static class TimeOption
{
    public static Option<DateTimeOffset?> Create(string name, string description, bool required) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        Required = required,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
                return time;
            result.AddError($"{name} {text} is no time: write a date like 2019-08-01 or a time like 2019-08-01T12:00:00Z.");
            return null;
        },
    };
}
