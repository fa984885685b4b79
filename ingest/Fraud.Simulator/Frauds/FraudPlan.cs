using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;
using Fraud.Simulator.Geography;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Frauds;

/// <summary>The campaigns of the world: how many begin each day, and what each does on any day it touches.</summary>
internal sealed class FraudPlan
{
    private const double CarefulShare = 0.12;

    private static readonly IFraudScheme[] Schemes =
    [
        new CardTesting(), new StolenCard(), new AccountTakeover(), new TerminalCompromise(), new ImpossibleTravel(), new GiftCardCashOut(),
        new MerchantCollusion(),
    ];

    private readonly WorldOptions _options;
    private readonly Holder[][] _byHome;
    private readonly List<PaymentDraft> _payments = [];
    private readonly List<ProfileChange> _changes = [];

    public FraudPlan(WorldOptions options, Market market, Travels travels, Holder[] holders)
    {
        _options = options;
        Market = market;
        Travels = travels;
        Holders = holders;
        StartMs = options.Start.ToUnixTimeMilliseconds();
        _byHome = [.. Cities.All.Select(city => holders.Where(holder => holder.Home == city).ToArray())];
    }

    public Market Market { get; }

    public Travels Travels { get; }

    public Holder[] Holders { get; }

    public long StartMs { get; }

    /// <summary>The holders of a city; all of them when nobody lives there.</summary>
    public Holder[] Neighbours(City home) => _byHome[home.Index] is { Length: > 0 } neighbours ? neighbours : Holders;

    /// <summary>Appends what all campaigns do on a day.</summary>
    public void Play(int day, List<PaymentDraft> payments, List<ProfileChange> changes)
    {
        foreach (var scheme in Schemes)
        {
            for (var start = Math.Max(0, day - scheme.Days + 1); start <= day; start++) Play(scheme, start);
        }

        var fromMs = StartMs + (day * 86_400_000L);
        payments.AddRange(_payments.Where(payment => payment.TimeMs >= fromMs && payment.TimeMs < fromMs + 86_400_000L));
        changes.AddRange(_changes.Where(change => change.TimeMs >= fromMs && change.TimeMs < fromMs + 86_400_000L));
        _payments.Clear();
        _changes.Clear();
    }

    private void Play(IFraudScheme scheme, int start)
    {
        var stream = Stream.Campaign + (int)scheme.Kind;
        var count = SeededRandom.Of(_options.Seed, stream, start).Poisson(scheme.Rate * Holders.Length * _options.FraudScale);
        for (var ordinal = 1; ordinal <= count; ordinal++)
        {
            var random = SeededRandom.Of(_options.Seed, stream, start, ordinal);
            var careful = random.Chance(CarefulShare);
            scheme.Play(ref random, new Campaign(this, scheme.Kind, scheme.KnownAfterDays, start, careful, _payments, _changes));
        }
    }
}
