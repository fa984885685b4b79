using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;

namespace Fraud.Benchmarks.Rules;

/// <summary>Conditions, and the same written by hand; a missing value makes a condition that needs it missing.</summary>
internal static class HandWritten
{
    private static readonly CelTruth Missing = new(CelTruth.Encode(CelFailure.Missing, 0));
    private static readonly int Count1h = Column("account.count_1h");
    private static readonly int Speed = Column("card.speed_kmh");
    private static readonly int Distance = Column("card.distance_km");
    private static readonly int Remote = Column("payment.remote");
    private static readonly int Mean30d = Column("account.amount_mean_30d");

    public static IEnumerable<(string Condition, Func<RuleInput, CelTruth> ByHand)> Conditions { get; } =
    [
        ("account.count_1h >= 5", i => Holds(At(i, Count1h) >= 5, At(i, Count1h))),
        ("payment.amount > 100.0 && payment.country == 'DE'", i => Holds(i.Amount > 100 && i.Payment.Country == "DE", 0)),
        ("card.speed_kmh > 900 && card.distance_km > 200 && !payment.remote",
            i => Holds(At(i, Speed) > 900 && At(i, Distance) > 200 && At(i, Remote) == 0, At(i, Speed) + At(i, Distance) + At(i, Remote))),
        ("payment.amount_minor > 3 * account.amount_mean_30d && payment.entry_mode in ['magstripe', 'manual']",
            i => Holds(
                i.Payment.AmountMinor > 3 * At(i, Mean30d) && i.Payment.EntryMode is "magstripe" or "manual", At(i, Mean30d))),
        ("payment.event_time.getHours() < 6 || payment.merchant_id.startsWith('M-')",
            i => Holds(i.Payment.EventTimeMs / 3_600_000 % 24 < 6 || i.Payment.MerchantId!.StartsWith("M-", StringComparison.Ordinal), 0)),
    ];

    private static double At(RuleInput input, int column) => input.Vector[input.Offset + column];

    private static CelTruth Holds(bool condition, double needed) =>
        condition ? CelTruth.True : double.IsNaN(needed) ? Missing : CelTruth.False;

    private static int Column(string name) => FeatureCatalogue.Default.IndexOf(name);
}
