namespace Fraud.Scoring.Cel.Checking;

/// <summary>Guesses what a misspelled name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The nearest name, by edits of one character or swaps of two; null when none is near.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="names">The names there are.</param>
    public static string? Of(string name, IEnumerable<string> names)
    {
        var limit = Math.Max(1, name.Length / 3);
        var best = names.Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault((Name: name, Distance: int.MaxValue));
        return best.Distance <= limit ? best.Name : null;
    }

    // Optimal string alignment distance over three rows.
    private static int Distance(string left, string right)
    {
        var (before, previous, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}
