using Fraud.Contracts;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>What is known of an account: its amounts, its habits, where it was last, the payment ids it has seen, and its cards.</summary>
internal sealed partial class AccountState(StateKey key) : EntityState(key)
{
    private static readonly SeenRule ManyMerchants = new(Capacity: 32, ValueBytes: 3, HorizonMs: 90 * Ladder.Day, Ladder.Own);
    private static readonly SeenRule FewIds = new(Capacity: 8, ValueBytes: 3, HorizonMs: 90 * Ladder.Day, Ladder.Own);
    private static readonly SeenRule FewCodes = new(Capacity: 8, ValueBytes: 2, HorizonMs: 90 * Ladder.Day, Ladder.Own);

    private PaneSeries amounts = new(Ladder.Own);
    private SeenSet merchants = new(ManyMerchants);
    private SeenSet devices = new(FewIds);
    private SeenSet countries = new(FewCodes);
    private SeenSet mccs = new(FewCodes);
    private RecentIds ids;
    private CardState[] cards = [];

    public ref readonly PaneSeries Amounts => ref amounts;

    public ref readonly SeenSet Merchants => ref merchants;

    public ref readonly SeenSet Devices => ref devices;

    public ref readonly SeenSet Countries => ref countries;

    public ref readonly SeenSet Mccs => ref mccs;

    public ref readonly RecentIds Ids => ref ids;

    /// <summary>Place of the newest located payment made without a card; those with one are in the card's state.</summary>
    public Place? Place { get; private set; }

    /// <summary>It was stored by an earlier program, which stored cards apart: one not here may stand there.</summary>
    public bool AreCardsApart { get; private set; }

    /// <summary>The card of a hash; null when it has not been seen.</summary>
    public CardState? CardOf(ulong hash)
    {
        hash = PaymentHashes.CardValue(hash);
        foreach (var card in cards)
        {
            if (card.Hash == hash) return card;
        }

        return null;
    }

    public CardState Add(CardState card)
    {
        cards = [.. cards, card];
        return card;
    }

    /// <summary>
    /// Whether a record brings an id seen before. A record that the tag covers was decided before a crash and is asked about again: the
    /// account counted it if its id is remembered at its offset. If not, it was a duplicate whose first record has expired since, or one so old
    /// that its own id has; then every other state counted it, because accounts are stored last. Either way it must not count again.
    /// </summary>
    public bool IsDuplicate(ulong idHash, long offset) =>
        ids.ContainsBefore(idHash, offset) || (offset <= Tag && !ids.ContainsAt(offset));

    public override void Fetch()
    {
        amounts.Fetch();
        merchants.Fetch();
        devices.Fetch();
        countries.Fetch();
        mccs.Fetch();
        ids.Fetch();
        foreach (var card in cards) card.Fetch();
    }

    public override void Release()
    {
        amounts.Release();
        merchants.Release();
        devices.Release();
        countries.Release();
        mccs.Release();
        ids.Release();
        foreach (var card in cards) card.Release();
    }

    protected override void BeforeCount(in PaymentHashes hashes)
    {
        foreach (var card in cards)
        {
            if (card.IsWhole && card.Hash != PaymentHashes.CardValue(hashes.CardKey)) card.Separate();
        }
    }

    protected override void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs)
    {
        var timeMs = payment.EventTimeMs;
        merchants.MoveTo(newestMs);
        devices.MoveTo(newestMs);
        countries.MoveTo(newestMs);
        mccs.MoveTo(newestMs);
        amounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Merchant is { } merchant) merchants.Add(merchant, timeMs, newestMs);
        if (hashes.Device is { } device) devices.Add(device, timeMs, newestMs);
        if (hashes.Country is { } country) countries.Add(country, timeMs, newestMs);
        if (hashes.Mcc is { } mcc) mccs.Add(mcc, timeMs, newestMs);
        if (hashes.Card is null && States.Place.Of(payment) is { } place && !(Place?.TimeMs > timeMs)) Place = place;
    }

    protected override void AfterRecord(long offset, Payment payment, in PaymentHashes hashes, FeatureOptions options)
    {
        ids.Add(hashes.Id, offset, NewestMs!.Value, (long)options.DedupeHorizon.TotalMilliseconds, options.DedupeCountMax);
        if (hashes.CardKey != 0) (CardOf(hashes.CardKey) ?? Add(new CardState(this, hashes.CardKey))).Apply(offset, payment, in hashes, options);
    }
}
