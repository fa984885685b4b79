namespace Fraud.Replay.Metrics;

/// <summary>
/// Card precision@k: of the k most suspicious cards of a day, the share that had a fraudulent payment that day, averaged over the days. What a
/// team that can look at k cards a day gets (Le Borgne, Siblini, Lebichot, Bontempi, "Reproducible machine learning for credit card fraud
/// detection", chapter 4.4).
/// </summary>
public static class CardPrecision
{
    private const long DayMs = 24 * 60 * 60 * 1000;

    /// <summary>Measures scores against the truth. A card found on one day is blocked and not looked at again on later ones.</summary>
    /// <param name="payments">Scored payments, in any order.</param>
    /// <param name="k">Cards looked at in a day, ≥ 1. A day with fewer cards still divides by k.</param>
    /// <returns>0 to 1; NaN when there are no payments.</returns>
    public static double At(ScoredPayments payments, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var days = new SortedDictionary<long, Dictionary<int, CardDay>>();
        for (var i = 0; i < payments.Count; i++)
        {
            var day = Math.DivRem(payments.TimesMs[i], DayMs).Quotient;
            if (!days.TryGetValue(day, out var cards))
                days[day] = cards = [];
            var seen = cards.GetValueOrDefault(payments.Cards[i], new CardDay(double.NegativeInfinity, false));
            cards[payments.Cards[i]] = new CardDay(Math.Max(seen.Score, payments.Scores[i]), seen.Fraud || payments.Fraud[i]);
        }

        var blocked = new HashSet<int>();
        double sum = 0;
        foreach (var cards in days.Values)
        {
            var top = cards.Where(c => !blocked.Contains(c.Key)).OrderByDescending(c => c.Value.Score).ThenBy(c => c.Key).Take(k);
            var found = top.Where(c => c.Value.Fraud).Select(c => c.Key).ToArray();
            sum += (double)found.Length / k;
            blocked.UnionWith(found);
        }
        return days.Count == 0 ? double.NaN : sum / days.Count;
    }

    private readonly record struct CardDay(double Score, bool Fraud);
}
