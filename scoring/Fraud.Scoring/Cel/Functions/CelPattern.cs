using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>Regular expressions in RE2's syntax, matched in linear time.</summary>
internal static class CelPattern
{
    private const int CachedMax = 256;

    private static readonly ConcurrentDictionary<string, Regex?> Cached = new(StringComparer.Ordinal);

    /// <summary>Compiles a pattern; null when it is malformed or uses what RE2 has not.</summary>
    public static Regex? Compile(string pattern, TimeSpan timeout)
    {
        try
        {
            return Re2Syntax.Translate(pattern) is { } translated
                ? new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, timeout)
                : null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>True when the pattern matches some part of the text.</summary>
    public static CelFailure IsMatch(string text, Regex pattern, out bool result)
    {
        try
        {
            result = pattern.IsMatch(text);
            return CelFailure.None;
        }
        catch (RegexMatchTimeoutException)
        {
            result = false;
            return CelFailure.PatternTimeout;
        }
    }

    /// <summary>The same for a pattern that is only known when evaluated; a bounded number of them stay compiled.</summary>
    public static CelFailure IsMatch(string text, string pattern, out bool result)
    {
        if (!Cached.TryGetValue(pattern, out var regex))
        {
            if (Cached.Count >= CachedMax)
                Cached.Clear();
            regex = Cached.GetOrAdd(pattern, source => Compile(source, new CelLimits().PatternTimeout));
        }

        if (regex is not null)
            return IsMatch(text, regex, out result);
        result = false;
        return CelFailure.InvalidPattern;
    }
}
