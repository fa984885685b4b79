using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fraud.Ingest.Gateway;

/// <summary>The query <c>?wait=decision&amp;timeout=2s</c>.</summary>
internal static class WaitQuery
{
    /// <summary>Reads it.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="options">Default and limit of the timeout.</param>
    /// <param name="wait">How long to wait; null not at all.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static Problem? Read(IQueryCollection query, GatewayOptions options, out TimeSpan? wait)
    {
        wait = null;
        if (query["wait"] is not [{ } wanted]) return null;
        if (wanted != "decision") return Problem.BadRequest("The only thing to wait for is wait=decision.");
        wait = options.WaitDefault;
        if (query["timeout"] is not [{ } text]) return null;
        if (!TryParse(text, out var timeout) || timeout > options.WaitMax)
            return Problem.BadRequest($"Give timeout in s or ms, such as 2s or 500ms, up to {options.WaitMax.TotalSeconds:0}s.");
        wait = timeout;
        return null;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        var milliseconds = text.EndsWith("ms");
        var digits = milliseconds ? text[..^2] : text.TrimEnd('s');
        var unitMs = milliseconds ? 1.0 : 1000.0;
        var parsed = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e6;
        timeout = parsed ? TimeSpan.FromMilliseconds(number * unitMs) : default;
        return parsed;
    }
}
