using System.Globalization;
using System.Text;
using Fraud.Features;
using Fraud.Scoring.Policies;

namespace Fraud.Benchmarks.Rules;

/// <summary>The default policy, filled up with thresholds over windows such as authors write them.</summary>
internal static class ManyRules
{
    private static readonly string[] More =
    [
        "card.amount_sum_24h > 200000 && card.count_24h >= 3",
        "account.amount_sum_7d > 4 * account.amount_mean_30d * 7 && account.count_7d >= 10",
        "account.count_24h >= 12",
        "merchant.count_1h > 500 && payment.amount >= 50",
        "payment.night && payment.amount >= 400",
        "card.distinct_merchants_1h >= 3 && card.count_10m >= 2",
        "account.seconds_since_last < 20 && payment.amount >= 20",
        "payment.country == 'US' && payment.entry_mode == 'magstripe'",
        "device.distinct_accounts_24h >= 2 && payment.amount >= 150",
        "payment.weekend && payment.remote && account.amount_zscore_30d > 3",
        "card.distance_km > 300 && payment.entry_mode in ['chip', 'contactless'] && payment.amount >= 90",
        "terminal.count_1h >= 40",
    ];

    /// <summary>The YAML of a policy of that many rules.</summary>
    public static string Text(int count)
    {
        var text = new StringBuilder(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "card-fraud.yaml")).TrimEnd());
        var policy = PolicyChecker.TryCheck(text.ToString(), FeatureCatalogue.Default, out var errors)
            ?? throw new InvalidOperationException($"The default policy is wrong: {errors[0]}");
        for (var i = 0; policy.Rules.Count + i < count; i++)
        {
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"\n  - {{ id: more-{i}, name: More {i}, points: 20, code: MORE_{i}, sentence: One more rule., group: more, owner: bench, when: \"{More[i % More.Length]}\" }}"));
        }

        return text.ToString();
    }
}
